"""Commands that look at links: links, path."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from tone.cli.output import Session, chosen_format, complete_emotion, format_option, print_rows
from tone.model import LinkKind

if TYPE_CHECKING:
    from tone.emotion import EmotionLink
    from tone.ways import Step

_KINDS = [kind.value for kind in LinkKind]


@click.command()
@click.argument("emotion", required=False, shell_complete=complete_emotion)
@click.option("--kind", type=click.Choice(_KINDS), help="Only links of this kind.")
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    default=0.0,
    show_default=True,
    help="Only links at least this sure.",
)
@click.option("--evidence", is_flag=True, help="Show what speaks for each link.")
@format_option()
@click.pass_obj
def links(
    session: Session,
    emotion: str | None,
    kind: str | None,
    min_confidence: float,
    evidence: bool,
    file_format: str | None,
) -> int:
    """List the dependency links that an emotion takes part in, on either side; without EMOTION all.

    A table shows labels; the other formats give keys. Exits with 1 if there are none.

    \b
    Examples:
      tone links joy
      tone links envy --kind composed_of --evidence
      tone links --min-confidence 0.8 --format json
    """
    found = session.kb.links(kind, emotion=emotion, min_confidence=min_confidence)
    chosen = chosen_format(file_format)
    shown = _labelled if chosen == "table" else _keyed
    ends = ("from", "to") if chosen == "table" else ("subjects", "object")
    columns = ("kind", *ends, "confidence", "methods", *(("evidence",) if evidence else ()))
    rows = [link.to_dict() if chosen in ("json", "jsonl") else shown(link) for link in found]
    print_rows(columns, rows, chosen)
    if not found:
        of_kind, sure = f" of kind {kind}" if kind else "", f" as sure as {min_confidence:g}" if min_confidence else ""
        click.echo(f"no links{f' of {emotion!r}' if emotion else ''}{of_kind}{sure}", err=True)
    return 0 if found else 1


@click.command()
@click.argument("first", shell_complete=complete_emotion)
@click.argument("second", shell_complete=complete_emotion)
@click.option(
    "--via",
    "kinds",
    type=click.Choice([*_KINDS, "tree"]),
    multiple=True,
    help="Go by this relation; may be repeated. Without it, the way leads through the tree.",
)
@format_option()
@click.pass_obj
def path(session: Session, first: str, second: str, kinds: tuple[str, ...], file_format: str | None) -> int:
    """Show the steps from one emotion to another, and the relation between each.

    A combination is walked only from an operand to its result, the other relations both ways; --via tree does not lead
    over the root. Of equally short ways the one with the surest links is shown. Exits with 1 if there is no way.

    \b
    Examples:
      tone path envy hope
      tone path joy sadness --via opposite_of --via composed_of
      tone path worry relief --via plus_leads_to --via tree --format json
    """
    from tone.ways import describe_way

    kb = session.kb
    via = kinds or None
    start, end = kb.resolve(first), kb.resolve(second)
    found = kb.path(start, end, via=via)
    steps = describe_way(kb, [emotion.key for emotion in found], via)
    chosen = chosen_format(file_format)
    columns = ("step", "confidence") if chosen == "table" else ("first", "relation", "second", "plus", "confidence")
    print_rows(columns, [_step(step, chosen) for step in steps], chosen)
    if not found:
        click.echo(f"no way from {start.key} to {end.key} by {', '.join(kinds)}; add relations with --via", err=True)
    return 0 if found else 1


def _labelled(link: EmotionLink) -> dict[str, Any]:
    return {
        "kind": link.kind.value.replace("_", " "),
        "from": " + ".join(emotion.qualified_label for emotion in link.subjects),
        "to": link.object.qualified_label,
        "confidence": link.confidence,
        "methods": link.methods,
        "evidence": "\n".join(link.evidence),
    }


def _keyed(link: EmotionLink) -> dict[str, Any]:
    """Give the cells of a link as the table of links has them: several values in one are joined by "|"."""
    return {name: "|".join(cell) if isinstance(cell, list) else cell for name, cell in link.to_dict().items()}


def _step(step: Step, file_format: str) -> dict[str, Any]:
    return {"step": step.text, "confidence": step.confidence} if file_format == "table" else step.to_dict()


COMMANDS = (links, path)

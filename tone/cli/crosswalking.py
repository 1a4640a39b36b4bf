"""The command crosswalk."""

from __future__ import annotations

import click

from tone.cli.output import Session, format_option, print_rows


@click.command()
@click.argument("scheme", required=False)
@click.option("--label", help="Only the emotions of this label of the scheme.")
@click.option("--emotion", help="Only the label that this emotion is best called by: a key, CURIE, IRI or name.")
@click.option("--unmapped", is_flag=True, help="Only the labels without a home, with the reason.")
@format_option()
@click.pass_obj
def crosswalk(
    session: Session,
    scheme: str | None,
    label: str | None,
    emotion: str | None,
    unmapped: bool,
    file_format: str | None,
) -> int:
    """Translate between emotions and the labels of other schemes.

    Without a SCHEME all are listed. Exits with 1 if the scheme has no label for the emotion, or the label no home.

    \b
    Examples:
      tone crosswalk
      tone crosswalk goemotions
      tone crosswalk goemotions --label annoyance
      tone crosswalk plutchik --emotion joy/optimism/eagerness
      tone crosswalk empathetic_dialogues --unmapped
    """
    kb = session.kb
    if scheme is None:
        if label or emotion or unmapped:
            raise click.UsageError("of which SCHEME? tone crosswalk lists them")
        opened = [kb.crosswalk(name) for name in kb.crosswalks()]
        rows = [
            {"scheme": c.name, "title": c.title, "labels": len(c.labels), "unmapped": len(c.unmapped)} for c in opened
        ]
        print_rows(("scheme", "title", "labels", "unmapped"), rows, file_format)
        return 0
    if sum((label is not None, emotion is not None, unmapped)) > 1:
        raise click.UsageError("give one of --label, --emotion and --unmapped")
    chosen = kb.crosswalk(scheme)
    homeless = chosen.unmapped
    if emotion is not None:
        match = chosen.match(emotion)
        matches = [] if match is None else [match]
    elif label is not None:
        matches = list(chosen.emotions(label))
    else:
        matches = [] if unmapped else list(chosen)
    rows = [match.to_dict() for match in matches]
    if emotion is None and (label is None or not matches):
        wanted = [one for one in chosen.labels if one in homeless and label in (None, one)]
        rows += [
            {"label": one, "emotion": None, "predicate": None, "confidence": None, "comment": homeless[one]}
            for one in wanted
        ]
    print_rows(("label", "predicate", "emotion", "confidence", "comment"), rows, file_format)
    return 0 if matches or (label is None and emotion is None) else 1


COMMANDS = (crosswalk,)

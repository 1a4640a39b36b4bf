"""Commands that look at emotions and words: info, show, tree, find, lookup."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from tone.cli.output import COLOURS, Session, complete_emotion, format_option, print_json, print_rows
from tone.model import LinkKind, Tier

if TYPE_CHECKING:
    from rich.text import Text
    from rich.tree import Tree

    from tone.emotion import Emotion

_EXTRAS = {
    "reason": ("owlready2",),
    "build": ("lemminflect", "nltk"),
    "embeddings": ("sentence_transformers",),
    "spacy": ("spacy",),
    "tables": ("pandas",),
    "plot": ("matplotlib",),
}


@click.command()
@format_option()
@click.pass_obj
def info(session: Session, file_format: str | None) -> None:
    """Tell version, counts, where the data come from, and which extras are installed.

    \b
    Example:
      tone info --format json
    """
    from importlib.util import find_spec

    from tone import __version__
    from tone.classify import finder
    from tone.exports import FORMATS

    kb = session.kb
    installed = [extra for extra, packages in _EXTRAS.items() if all(map(find_spec, packages))]
    facts: dict[str, object] = {
        "package": __version__,
        "classifier": "interpreted" if finder.__file__.endswith(".py") else "compiled",
        "ontology": kb.version,
        "data": kb.source.description,
        "emotions": len(kb),
        **{f"tier {int(tier)}": len(kb.emotions(tier=tier)) for tier in Tier},
        "entries": len(kb.lexicon),
        "forms": sum(1 for _ in kb.lexicon.forms()),
        "links": len(kb.link_index.links),
        "queries": len(kb.queries),
        "export formats": list(FORMATS),
        "extras installed": installed,
    }
    if file_format in ("json", "jsonl"):
        print_json(facts)
    else:
        print_rows(("fact", "value"), [{"fact": name, "value": value} for name, value in facts.items()], file_format)


@click.command()
@click.argument("emotion", shell_complete=complete_emotion)
@click.option("--entries", "with_entries", is_flag=True, help="List its words as well.")
@format_option(default="table")
@click.pass_obj
def show(session: Session, emotion: str, with_entries: bool, file_format: str) -> None:
    """Show an emotion: definition, path, names, neighbours in the tree and by links.

    EMOTION is a key, CURIE, IRI or name.

    \b
    Examples:
      tone show joy/cheerfulness/bliss
      tone show loneliness --format json
    """
    found = session.kb.resolve(emotion)
    facts = found.to_dict()
    if with_entries:
        facts["entries"] = [entry.form for entry in found.entries()]
    if file_format in ("json", "jsonl"):
        facts["links"] = [link.to_dict() for kind in LinkKind for link in found.links(kind)]
        print_json(facts)
    else:
        linked = found.summarise_links()
        facts |= linked
        facts["path"] = " > ".join(node.label for node in found.path)
        order = (
            "path",
            "definition",
            "adjective",
            "aliases",
            "scope_note",
            "children",
            *linked,
            "entries",
            "key",
            "iri",
            "tier",
        )
        rows = [{found.qualified_label: name.replace("_", " "), "": facts[name]} for name in order if facts.get(name)]
        print_rows((found.qualified_label, ""), rows, file_format)


@click.command()
@click.argument("emotion", required=False, shell_complete=complete_emotion)
@click.option("--depth", type=click.IntRange(1, 3), default=3, show_default=True, help="How many tiers to show.")
@click.option("--format", "file_format", type=click.Choice(["tree", "tsv", "json", "jsonl"]), default="tree")
@click.pass_obj
def tree(session: Session, emotion: str | None, depth: int, file_format: str) -> None:
    """Draw the tree of emotions, or the branch of one.

    \b
    Examples:
      tone tree --depth 2
      tone tree sadness
    """
    kb = session.kb
    roots = kb.emotions(tier=1) if emotion is None else (kb.resolve(emotion),)
    if file_format == "tree":
        _draw(roots, depth)
    elif file_format == "json":
        print_json([_nested(root, depth) for root in roots])
    else:
        nodes = [node for root in roots for node in (root, *root.descendants()) if node.tier < root.tier + depth]
        columns = ("key", "label", "tier")
        print_rows(columns, [{name: node.to_dict()[name] for name in columns} for node in nodes], file_format)


@click.command()
@click.argument("text")
@click.option("--definitions", is_flag=True, help="Search the definitions as well.")
@format_option()
@click.pass_obj
def find(session: Session, text: str, definitions: bool, file_format: str | None) -> int:
    """Search labels, adjectives and aliases for a part of a name.

    Exits with 1 if nothing is found.

    \b
    Examples:
      tone find glad
      tone find --definitions danger
    """
    found = session.kb.find(text, definitions=definitions)
    columns = ("key", "label", "tier", "definition")
    print_rows(columns, [{name: emotion.to_dict()[name] for name in columns} for emotion in found], file_format)
    return 0 if found else 1


@click.command()
@click.argument("word")
@format_option()
@click.pass_obj
def lookup(session: Session, word: str, file_format: str | None) -> int:
    """Look up which emotions a word or phrase speaks of.

    Exits with 1 if the word is unknown.

    \b
    Examples:
      tone lookup joy
      tone lookup "hurt feelings" --format json
    """
    senses = session.kb_for(word).lookup(word)
    columns = ("form", "pos", "emotion", "weight", "confidence", "justification", "sources")
    print_rows(columns, [sense.to_dict() for sense in senses], file_format)
    if not senses:
        click.echo(f"no emotion word {word!r}; tone find searches the names of emotions", err=True)
    return 0 if senses else 1


def _nested(emotion: Emotion, depth: int) -> dict[str, Any]:
    below = [_nested(child, depth - 1) for child in emotion.children()] if depth > 1 else []
    return {"key": emotion.key, "label": emotion.label, "tier": int(emotion.tier), "children": below}


def _draw(roots: tuple[Emotion, ...], depth: int) -> None:
    from rich.console import Console
    from rich.tree import Tree

    def grow(branch: Tree, emotion: Emotion, left: int) -> None:
        for child in emotion.children() if left else ():
            grow(branch.add(_leaf(child)), child, left - 1)

    console = Console(file=sys.stdout, highlight=False)
    for root in roots:
        trunk = Tree(_leaf(root), guide_style="dim")
        grow(trunk, root, depth - 1)
        console.print(trunk)


def _leaf(emotion: Emotion) -> Text:
    from rich.text import Text

    colour = COLOURS.get(emotion.primary.key, "default")
    return Text(emotion.label, style=f"bold {colour}" if emotion.tier == Tier.PRIMARY else colour)


COMMANDS = (info, show, tree, find, lookup)

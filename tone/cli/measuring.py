"""The command metrics."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from tone.cli.output import Session, format_option, print_rows

if TYPE_CHECKING:
    from tone.metrics import Measurement


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option(
    "--select", "names", multiple=True, metavar="NAME", help="Only metrics or suites that begin so; may be repeated."
)
@click.option("--namespace", metavar="IRI", help="Count only what begins so; '' counts all.  [default: the stated one]")
@click.option("--peers", is_flag=True, help="Set the figures of other ontologies of emotion beside.")
@click.option("--scores", is_flag=True, help="Give OQuaRE's scores of characteristics instead, 1 to 5.")
@format_option()
@click.pass_obj
def metrics(
    session: Session,
    file: Path | None,
    names: tuple[str, ...],
    namespace: str | None,
    peers: bool,
    scores: bool,
    file_format: str | None,
) -> int:
    """Measure the ontology, or any RDF FILE, by OntoQA, OntoMetrics and OQuaRE; exits with 1 if it holds no class.

    What counts is the ontology's own: the IRIs in the namespace that its header states, or all if it states none.
    Formula and source of each metric are in the JSON formats.

    \b
    Examples:
      tone metrics
      tone metrics --select OQuaRE
      tone metrics --peers
      tone metrics other.owl --namespace http://example.org/other# --format json
    """
    from tone.metrics import measure, read_structure
    from tone.metrics.oquare import characteristics
    from tone.rdf.reader import parse_file

    triples = session.kb.triples(lexicon=False) if file is None else parse_file(file)
    structure = read_structure(triples, namespace=namespace)
    found = measure(structure, names)
    name = "TONE" if file is None else file.stem
    if scores:
        rows = [
            {"characteristic": whole, "part": part, "score": score}
            for whole, parts in characteristics(found).items()
            for part, score in parts.items()
        ]
        print_rows(("characteristic", "part", "score"), rows, file_format)
    elif peers:
        _print_beside(name, found, file_format)
    else:
        print_rows(
            ("suite", "metric", "value", "score", "note", "meaning"), [one.to_dict() for one in found], file_format
        )
    if structure.parents:
        return 0
    place = f" in {structure.namespace}" if structure.namespace else ""
    click.echo(f"{name} holds no class{place}: shares and depths are undefined", err=True)
    return 1


def _print_beside(name: str, found: list[Measurement], file_format: str | None) -> None:
    from tone.metrics.peers import PEERS

    rows = [
        {"metric": one.metric.name, name: one.value, **{peer.name: peer.values[one.metric.name] for peer in PEERS}}
        for one in found
        if all(one.metric.name in peer.values for peer in PEERS)
    ]
    print_rows(("metric", name, *(peer.name for peer in PEERS)), rows, file_format)


COMMANDS = (metrics,)

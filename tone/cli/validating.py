"""The command validate: the numbered checks, listed, explained and run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from tone.cli.output import Session, format_option, print_rows

if TYPE_CHECKING:
    from tone.checks.registry import Check, Finding


@click.command()
@click.option(
    "--select", "codes", multiple=True, metavar="CODE", help="Only checks whose code begins so; may be repeated."
)
@click.option("--reason", "with_reasoner", is_flag=True, help="Also run HermiT, which needs Java and owlready2.")
@click.option("--shapes", "with_shapes", is_flag=True, help="Also check the SHACL shapes, which needs pySHACL.")
@click.option("--all", "with_all", is_flag=True, help="Run all checks, whatever they need.")
@click.option("--checklist", is_flag=True, help="Show how each point of the release checklist stands.")
@click.option("--list", "listing", is_flag=True, help="List the checks, and run none.")
@click.option("--explain", metavar="CODE", help="Say what a check wants and why, and run none.")
@format_option()
@click.pass_obj
def validate(
    session: Session,
    codes: tuple[str, ...],
    with_reasoner: bool,
    with_shapes: bool,
    with_all: bool,
    checklist: bool,
    listing: bool,
    explain: str | None,
    file_format: str | None,
) -> int:
    """Run the numbered checks over the data; exits with 1 if one finds a fault.

    The checks that need HermiT or pySHACL are run only if asked for. What ontology/exceptions.tsv excuses is no fault.

    \b
    Examples:
      tone validate
      tone --data my-folder validate --select A --select L
      tone --data tone.owl validate --reason --shapes
      tone validate --all --checklist
      tone validate --explain P13
    """
    from tone.build.gate import chosen, subject_at, subject_of
    from tone.checks.registry import run_checks, select

    if explain is not None:
        _explain(explain)
        return 0
    if listing:
        _list(select(codes), file_format)
        return 0
    needs = [*(["reason"] if with_reasoner else []), *(["validate"] if with_shapes else [])]
    checks = chosen(codes, ["reason", "validate"] if with_all else needs)
    subject = subject_of(session.kb) if session.overlays else subject_at(session.data)
    findings = list(run_checks(subject, checks))
    rows = [{"code": found.code, "wants": found.message, "fault": item} for found in findings for item in found.items]
    if checklist:
        _show_points(findings, file_format)
    elif rows or file_format:
        print_rows(("code", "wants", "fault"), rows, file_format)
    _sum_up(checks, findings)
    return 1 if rows else 0


def _list(checks: list[Check], file_format: str | None) -> None:
    rows = [
        {"code": entry.code, "family": entry.family, "needs": entry.needs, "wants": entry.message} for entry in checks
    ]
    print_rows(("code", "family", "needs", "wants"), rows, file_format)


def _explain(code: str) -> None:
    from tone.checks.checklist import CHECKLIST
    from tone.checks.registry import CHECKS
    from tone.errors import ToneError

    entry = CHECKS.get(code.strip().upper())
    if entry is None:
        raise ToneError(f"no check {code!r}: tone validate --list names them all")
    click.echo(f"{entry.code} ({entry.family}): {entry.message}")
    if entry.detail:
        click.echo(f"\n{entry.detail}")
    points = [str(point.number) for point in CHECKLIST if entry.code in point.checks()]
    if entry.needs:
        click.echo(f"\nNeeds: pip install 'tone-ontology[{entry.needs}]'")
    if points:
        click.echo(f"\nPoint of the release checklist: {', '.join(points)}")


def _show_points(findings: list[Finding], file_format: str | None) -> None:
    from tone.checks.checklist import CHECKLIST

    by_code = {found.code: found for found in findings}
    rows = [
        {
            "point": point.number,
            "wants": point.wants,
            "state": point.state(by_code),
            "checks": list(point.checks()),
            "faults": sum(len(by_code[code].items) for code in point.checks() if code in by_code),
        }
        for point in CHECKLIST
    ]
    print_rows(("point", "state", "faults", "wants"), rows, file_format)


def _sum_up(checks: list[Check], findings: list[Finding]) -> None:
    failed = sum(bool(found.items) for found in findings)
    faults = sum(len(found.items) for found in findings)
    excused = sum(len(found.excused) for found in findings)
    notes = [f"{len(findings)} checks, {failed} failed, {faults} faults"]
    if excused:
        notes.append(f"{excused} excused by ontology/exceptions.tsv")
    if len(findings) < len(checks):
        notes.append(f"{len(checks) - len(findings)} checks not run, as the tables do not load")
    click.echo("; ".join(notes), err=True)


COMMANDS = (validate,)

"""The command evaluate bias."""

from __future__ import annotations

from pathlib import Path

import click

from tone.cli.output import Session, format_option, print_rows

COLUMNS = ("mode", "test", "axis", "group", "part", "measure", "value", "low", "high", "p", "terms")


@click.command()
@click.option("--encoder", help="Also measure the contextual mode: folder of a sentence encoder, or minilm.")
@click.option("--terms", type=click.Path(path_type=Path), help="What people are called; vocab/bias_terms.tsv.")
@click.option("--templates", type=click.Path(path_type=Path), help="The sentences; vocab/bias_templates.tsv.")
@click.option("--resamples", type=click.IntRange(1), default=1000, show_default=True, help="Of the bootstrap.")
@click.option("--seed", type=int, default=0, show_default=True, help="Of bootstrap and permutations.")
@click.option("--card", type=click.Path(path_type=Path), help="Renew the section of this model card.")
@format_option()
@click.pass_obj
def bias(
    session: Session,
    encoder: str | None,
    terms: Path | None,
    templates: Path | None,
    resamples: int,
    seed: int,
    card: Path | None,
    file_format: str | None,
) -> None:
    """Measure whether people are answered differently by gender, name, origin, religion ...

    The same sentences are classified with names and phrases of different groups; and the names and phrases alone are
    tested for their association with emotions (WEAT).
    """
    from tone.classify.classifier import EmotionClassifier
    from tone.embed.opening import open_encoder
    from tone.evaluate.bias_report import BiasResults, compare_associations, put_into, render_section
    from tone.evaluate.counterfactuals import differences, read_templates, read_terms
    from tone.resources import find_data

    kb, folder = session.kb, find_data(session.data)
    primaries = tuple(kb.taxonomy.roots())
    people = read_terms(terms or folder.bias_terms)
    sentences = read_templates(templates or folder.vocab / "bias_templates.tsv", primaries)
    opened = open_encoder(encoder) if encoder else None
    results = []
    for mode, reader in (("lexical", None), ("contextual", opened)):
        if mode == "contextual" and reader is None:
            continue
        clf = EmotionClassifier(kb, mode=mode, encoder=reader)
        name = mode if reader is None else f"contextual, {reader.name}"
        swaps = differences(clf.pipe, people, sentences, primaries, resamples=resamples, seed=seed)
        tested = compare_associations(name, people, kb, classify=clf.pipe, encoder=reader, seed=seed)
        results.append(BiasResults(name, swaps, tested))
    if card is not None:
        put_into(card, render_section(results, people, sentences))
    rows: list[dict[str, object]] = []
    for result in results:
        for one in result.differences:
            rows.append(
                {"mode": result.mode, "test": "swap", "p": None}
                | {column: getattr(one, column) for column in COLUMNS if hasattr(one, column)}
            )
        for row in result.associations:
            found = {"measure": row.attributes, "value": row.outcome.effect, "p": row.outcome.p}
            place = {"axis": row.axis, "group": row.group, "terms": row.outcome.terms[0]}
            rows.append({"mode": result.mode, "test": "association", **place, **found})
    print_rows(COLUMNS, rows, file_format)

"""The commands evaluate schemes and evaluate resolver: labels and words that are not the vocabulary's own."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from tone.cli.modes import configuration_of, mode_options
from tone.cli.output import Session, format_option, print_rows

WRITE = click.option("--write", type=click.Path(path_type=Path), help="Merge the results into this JSON file.")


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option("--scheme", help="The scheme of the labels, where the name of the set does not tell; see tone crosswalk.")
@mode_options
@click.option("--vectors", type=click.Path(path_type=Path), help="Folder to keep vectors in, so that a run can go on.")
@click.option("--zero-shot", is_flag=True, help="Also take the label whose name the encoder puts nearest.")
@click.option("--limit", type=click.IntRange(min=1), help="Draw this many rows of each set at random.")
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of sample and bootstrap.")
@click.option("--resamples", type=click.IntRange(min=1), default=1000, show_default=True, help="Of the bootstrap.")
@WRITE
@format_option()
@click.pass_obj
def schemes(
    session: Session,
    paths: tuple[Path, ...],
    scheme: str | None,
    mode: str,
    encoder: str | None,
    vectors: Path | None,
    zero_shot: bool,
    limit: int | None,
    seed: int,
    resamples: int,
    write: Path | None,
    file_format: str | None,
) -> None:
    """Measure answers in other schemes' labels on sets labelled in them: all labels, not only the six emotions.

    Results hold totals only, never a text.
    """
    from tone import EmotionClassifier
    from tone.embed.opening import open_encoder
    from tone.evaluate import schemes as measuring
    from tone.evaluate.gold import find_sets, merge, read_gold
    from tone.evaluate.results import merge_into, part_of

    opened = open_encoder(encoder, cache=vectors) if encoder or zero_shot or mode == "contextual" else None
    classifier = EmotionClassifier(session.kb, mode=mode, encoder=opened if mode == "contextual" else None)
    own, configuration = configuration_of(classifier)
    options = {"resamples": resamples, "seed": seed, "limit": limit or 0}
    configurations: dict[str, dict[str, object]] = {"majority": {**options}, own: {**configuration, **options}}
    rows = []
    for gold in merge([read_gold(path) for path in find_sets(paths)[0]]):
        name = scheme or measuring.SCHEME_OF.get(gold.name)
        if name is None:
            click.echo(f"passed over {gold.name}: name the scheme of its labels with --scheme", err=True)
            continue
        crosswalk = session.kb.crosswalk(name)
        runs: dict[str, measuring.Predict] = {own: partial(classifier.predict, scheme=name)}
        if zero_shot and opened is not None:
            zero = f"zero-shot-{opened.name}"
            runs[zero] = measuring.zero_shot(opened, crosswalk.labels)
            configurations[zero] = {"encoder": opened.name, "revision": opened.revision, **options}
        drawn = gold.sample(limit, seed=seed) if limit else gold
        rows += measuring.evaluate_scheme(drawn, crosswalk, runs, resamples=resamples, seed=seed)
    if write is not None:
        merge_into(write, part_of("schemes", rows, configurations, "set"))
    columns = ("set", "scheme", "run", "rows", "labels", "homeless", "accuracy", "macro_f1", "macro_f1_mapped")
    print_rows((*columns, "coverage"), rows, file_format)


@click.command()
@click.option(
    "--encoder", default="minilm", show_default=True, help="Folder of a sentence encoder, or minilm, or none."
)
@click.option("--vectors", type=click.Path(path_type=Path), help="Folder to keep vectors in, so that a run can go on.")
@click.option("--words", type=click.IntRange(min=1), default=1000, show_default=True, help="How many are left out.")
@click.option("--others", type=click.Path(path_type=Path), help="A file of words without emotion, one a line.")
@click.option(
    "--sources",
    "source_root",
    envvar="TONE_SOURCES",
    type=click.Path(path_type=Path),
    help="Without --others: the fetched sources, whose WordNet gives nouns of things (TONE_SOURCES).",
)
@click.option("--seed", type=int, default=0, show_default=True, help="Seed of the draws.")
@WRITE
@format_option()
@click.pass_obj
def resolver(
    session: Session,
    encoder: str,
    vectors: Path | None,
    words: int,
    others: Path | None,
    source_root: Path | None,
    seed: int,
    write: Path | None,
    file_format: str | None,
) -> None:
    """Measure how words beyond the vocabulary are resolved: reviewed words, each resolved from the rest.

    Of each its entries with all their forms are hidden, and in a second setting all words that begin as it does. Beside
    them stand words for things, which are to be abstained on.
    """
    import random

    from tone.build.release import sources_of
    from tone.build.wordnet import concrete_nouns, open_wordnet
    from tone.embed.opening import open_encoder
    from tone.evaluate.resolving import evaluate_resolver
    from tone.evaluate.results import merge_into, part_of
    from tone.resolver import EmotionResolver, unemotional
    from tone.resources import find_data
    from tone.tables import read_bytes

    kb = session.kb
    opened = None if encoder == "none" else open_encoder(encoder, cache=vectors)
    chosen = EmotionResolver(kb, encoder=opened)
    if others is not None:
        away = read_bytes(others).decode("utf-8").split()
    else:
        wordnet = open_wordnet(sources_of(find_data(session.data), source_root))
        taught = frozenset(unemotional(kb))
        common = [word for word in kb.affinities or () if word not in taught and not kb.lookup(word)]
        away = sorted(concrete_nouns(wordnet, common))
    away = sorted(random.Random(seed).sample(away, min(words, len(away))))  # noqa: S311
    rows = evaluate_resolver(chosen, kb, away, size=words, seed=seed)
    if write is not None:
        name = "none" if opened is None else opened.name
        configuration = {
            "entries": len(kb.lexicon.entries),
            "affinities": len(kb.affinities or ()),
            "revision": "" if opened is None else opened.revision,
            "others": "nouns of things" if others is None else others.name,
            "draw": words,
            "seed": seed,
            "threshold": chosen.threshold,
        }
        merge_into(write, part_of("resolver", [{**row, "run": name} for row in rows], {name: configuration}, "hidden"))
    print_rows(tuple(rows[0]), rows, file_format)

"""What the use cases share on the command line: options, the classifier that is asked for, and results in a file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from tone.cli.modes import classifier_for
from tone.cli.output import Session

if TYPE_CHECKING:
    from tone.classify.classifier import EmotionClassifier
    from tone.embed.encoder import Encoder

VECTORS = click.option(
    "--vectors", type=click.Path(path_type=Path), help="Folder to keep vectors in, so that a run can go on."
)
LIMIT = click.option("--limit", type=click.IntRange(min=1), help="Draw this many rows of each set at random.")
SEED = click.option("--seed", type=int, default=0, show_default=True, help="Of samples, splits and bootstrap.")
WRITE = click.option("--write", type=click.Path(path_type=Path), help="Write the results as JSON, whole or not at all.")


def table_of(session: Session, name: str) -> Path:
    """Give a table of the data folder that was asked for, or the packaged one where that has none."""
    from tone.resources import find_data

    folder = session.data if session.data is not None and session.data.is_dir() else None
    asked: Path = getattr(find_data(folder), name)
    packaged: Path = getattr(find_data(), name)
    return asked if asked.exists() else packaged


def opened_classifier(session: Session, mode: str, encoder: str | None, vectors: Path | None) -> EmotionClassifier:
    """Give the classifier that was asked for; its encoder keeps vectors where a folder for them was named."""
    if mode == "lexical" or vectors is None:
        return classifier_for(session.kb, mode, encoder if mode == "contextual" else None)
    from tone.classify.classifier import EmotionClassifier
    from tone.embed.opening import open_encoder

    return EmotionClassifier(session.kb, mode=mode, encoder=open_encoder(encoder, cache=vectors))


def comparing_encoder(classifier: EmotionClassifier, encoder: str | None, vectors: Path | None) -> Encoder:
    """Give the encoder that compares messages: that of the classifier, where it has one."""
    from tone.embed.opening import open_encoder

    return classifier.encoder or open_encoder(encoder, cache=vectors)


def configuration_of(classifier: EmotionClassifier) -> dict[str, Any]:
    """Give what results depend on: the version, the mode, the encoder."""
    from tone import __version__

    read = None if classifier.encoder is None else classifier.encoder.name
    return {"version": __version__, "mode": classifier.mode, "classifier_encoder": read}


def write_results(path: Path | None, results: Mapping[str, Any]) -> None:
    """Write results as JSON, whole or not at all; nothing where no file was named."""
    if path is not None:
        import json

        from tone.files import write_atomically

        text = json.dumps(results, ensure_ascii=False, indent=1, sort_keys=True)
        write_atomically(path, (text + "\n").encode("utf-8"))


@contextmanager
def waiting_bar(label: str, length: int) -> Iterator[Callable[[int], None] | None]:
    """Show a progress bar where a person waits."""
    if not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=length, label=label, file=sys.stderr) as bar:
        yield bar.update

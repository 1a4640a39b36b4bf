"""The options of the classifier's mode, alike for all commands that classify."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from tone.classify.classifier import EmotionClassifier
    from tone.emotion import Knowledge

MODES = ("lexical", "contextual")


def mode_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --mode and --encoder to a command."""
    mode = click.option("--mode", type=click.Choice(MODES), default="lexical", help="By words, or also by an encoder.")
    encoder = click.option("--encoder", help="Folder of a sentence encoder for --mode contextual; minilm if not given.")
    return mode(encoder(command))


def classifier_for(knowledge: Knowledge, mode: str, encoder: str | None) -> EmotionClassifier:
    """Make the classifier that the options ask for.

    Args:
        knowledge: the knowledge base.
        mode: "lexical" or "contextual".
        encoder: folder or name of an encoder.
    """
    from tone.classify.classifier import EmotionClassifier

    if encoder and mode == "lexical":
        raise click.UsageError("--encoder is for --mode contextual")
    if mode == "lexical":
        return EmotionClassifier(knowledge)
    return EmotionClassifier(knowledge, mode=mode, encoder=encoder, cache=_cache())


def configuration_of(classifier: EmotionClassifier) -> tuple[str, dict[str, str | int | float]]:
    """Name a run of a classifier, and say what it was made of, as results of evaluations hold it."""
    from tone import __version__

    knowledge, encoder = classifier.knowledge, classifier.encoder
    configuration: dict[str, str | int | float] = {
        "package": "tone-ontology",
        "version": __version__,
        "mode": classifier.mode,
        "entries": len(knowledge.lexicon.entries),
        "affinities": len(knowledge.affinities or ()),
    }
    if encoder is None:
        return classifier.mode, configuration
    return f"{classifier.mode}-{encoder.name}", {**configuration, "encoder": encoder.name, "revision": encoder.revision}


def _cache() -> Path:
    """Give the folder for centroids of other encoders, as the XDG base directories say."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "tone"

"""The vocabularies of the emotions as the methods see them: forms, names, centres, valence, activation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tone.build.candidates import names_of
from tone.embed.centroids import centroids
from tone.model import EmotionRecord, Entry, PartOfSpeech, Status

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from tone.embed.encoder import Encoder


@dataclass(frozen=True)
class Vocabularies:
    """The words of each emotion itself, without those of the emotions below it.

    Attributes:
        records: the emotions, by key.
        words: the canonical forms of each emotion and their weights; emoji are left out.
        holders: the emotion and weight of each surface form; a form with several senses has the first and half.
        names: the emotion that each label, adjective or alias names; of a shared name the broadest.
    """

    records: Mapping[str, EmotionRecord]
    words: Mapping[str, Mapping[str, float]]
    holders: Mapping[str, tuple[str, float]]
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def keys(self) -> list[str]:
        """The keys, sorted."""
        return list(self.records)


def read_vocabularies(records: Iterable[EmotionRecord], entries: Iterable[Entry]) -> Vocabularies:
    """Gather the vocabularies from the tables.

    Args:
        records: the emotions.
        entries: the reviewed entries.
    """
    by_key = {record.key: record for record in sorted(records, key=lambda record: record.key)}
    words: dict[str, dict[str, float]] = {key: {} for key in by_key}
    senses: dict[str, dict[str, float]] = defaultdict(dict)
    for entry in entries:
        if entry.status is not Status.ACCEPTED or entry.pos is PartOfSpeech.SYMBOL:
            continue
        words[entry.emotion][entry.form] = max(entry.weight, words[entry.emotion].get(entry.form, 0.0))
        for form in entry.forms:
            senses[form][entry.emotion] = max(entry.weight, senses[form].get(entry.emotion, 0.0))
    holders = {}
    for form, found in senses.items():
        first = min(found, key=lambda key: (-found[key], key))
        holders[form] = (first, found[first] / len(found))
    return Vocabularies(by_key, words, holders, dict(names_of(list(by_key.values()))))


def related(first: str, second: str) -> bool:
    """Tell whether of two keys one stands above the other, or both are one."""
    return f"{first}/".startswith(f"{second}/") or f"{second}/".startswith(f"{first}/")


def valences(vocabularies: Vocabularies, polarity: Mapping[str, float], prior: float) -> dict[str, float]:
    """Give the valence of each emotion: the mean polarity of its words by weight, drawn towards 0 where few are rated.

    ``valence = sum of w p / (sum of w + prior)``, over the words that have a polarity.

    Args:
        vocabularies: the words.
        polarity: how pleasant words are, -1 to 1.
        prior: the weight of a neutral word that is added.

    Returns:
        -1 to 1, by key.
    """
    found = {}
    for key, words in vocabularies.words.items():
        rated = [(weight, polarity[form]) for form, weight in words.items() if form in polarity]
        found[key] = sum(weight * value for weight, value in rated) / (sum(weight for weight, _ in rated) + prior)
    return found


def axis(encoder: Encoder, high: Sequence[str], low: Sequence[str]) -> npt.NDArray[np.float32]:
    """Give the direction from the mean of some words to the mean of others.

    An, J., Kwak, H. & Ahn, Y.-Y. (2018). SemAxis: A lightweight framework to characterize domain-specific word
    semantics beyond sentiment. ACL.

    Args:
        encoder: encodes the words.
        high: words of the one pole.
        low: words of the other.

    Returns:
        Array of shape (dimensions,), of length 1.
    """
    import numpy as np

    direction: Any = encoder.encode(list(high)).mean(axis=0) - encoder.encode(list(low)).mean(axis=0)
    direction /= np.linalg.norm(direction)
    return direction.astype(np.float32)  # type: ignore[no-any-return]


def centres(vocabularies: Vocabularies, entries: Iterable[Entry], encoder: Encoder) -> npt.NDArray[np.float32]:
    """Give the centre of each emotion's words, less the mean of all, so that what all emotions share does not count.

    Args:
        vocabularies: gives the order.
        entries: the reviewed entries.
        encoder: encodes the forms.

    Returns:
        Array of shape (emotions, dimensions), rows of length 1.
    """
    import numpy as np

    words = [entry for entry in entries if entry.pos is not PartOfSpeech.SYMBOL]
    found: Any = centroids(words, vocabularies.keys, encoder)
    found = found - found.mean(axis=0)
    lengths = np.linalg.norm(found, axis=1, keepdims=True)
    return (found / np.where(lengths > 0, lengths, 1)).astype(np.float32)  # type: ignore[no-any-return]

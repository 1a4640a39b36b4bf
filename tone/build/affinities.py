"""Induce affinities: how near common words are to the vocabulary of each emotion.

Each emotion has a centroid, the mean of the encoder's vectors of its reviewed words, by weight. A word's nearness to an
emotion is its cosine with the centroid, standardised over all words, so that 0 is as near as any word and 1 is one
standard deviation nearer. The weight is the square of what is above 0, so that few emotions stand out, over the square
of `SATURATION`, and is divided by how common the word is in unlabelled text, as common words say little. The words of
the `NEAREST` emotions are kept.

Nothing here is fitted to labels, and nothing is reviewed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from tone.affinities import AffinityRow
from tone.model import Entry

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from tone.embed.encoder import Encoder

NEAREST = 5
"""How many emotions a word keeps; what is further off is noise."""

SATURATION = 6.0
"""Standard deviations at which a weight is full; the names of the emotions themselves reach it."""


def centroids(entries: Iterable[Entry], keys: Sequence[str], encoder: Encoder) -> npt.NDArray[np.float32]:
    """Give the centre of each emotion's words.

    Args:
        entries: the reviewed entries; those of an emotion are weighted by their weight.
        keys: the emotions in order.
        encoder: encodes the forms.

    Returns:
        Array of shape (emotions, dimensions), rows of length 1; zeros for an emotion without words.
    """
    import numpy as np

    weights: dict[tuple[str, str], float] = {}
    for entry in entries:
        weights[entry.emotion, entry.form] = max(entry.weight, weights.get((entry.emotion, entry.form), 0.0))
    forms = sorted({form for _, form in weights})
    vectors = encoder.encode(forms)
    rows = {form: row for row, form in enumerate(forms)}
    found = np.zeros((len(keys), vectors.shape[1]), dtype=np.float32)
    places = {key: place for place, key in enumerate(keys)}
    for (key, form), weight in sorted(weights.items()):
        found[places[key]] += weight * vectors[rows[form]]
    lengths = np.linalg.norm(found, axis=1, keepdims=True)
    return (found / np.where(lengths > 0, lengths, 1)).astype(np.float32)


def induce(
    words: Sequence[str],
    counts: Mapping[str, int],
    centres: npt.NDArray[np.float32],
    keys: Sequence[str],
    encoder: Encoder,
) -> Iterator[AffinityRow]:
    """Give the affinities of words.

    Args:
        words: the words, each once.
        counts: how often each is used in unlabelled text; words it lacks are rare.
        centres: array of shape (emotions, dimensions), as `centroids` gives it.
        keys: the emotions in order.
        encoder: the one that made the centres.

    Yields:
        One row a word, with weights rounded to three places, the strongest first; each keeps at least one.
    """
    import numpy as np

    cosines = encoder.encode(words) @ centres.T
    spread = cosines.std(axis=0)
    nearness = np.round((cosines - cosines.mean(axis=0)) / np.where(spread > 0, spread, 1), 4)
    for word, row in zip(words, nearness, strict=True):
        damp = 1 + math.log10(1 + counts.get(word, 0))
        order = np.argsort(-row, kind="stable")[:NEAREST]
        weights = [min(1.0, (max(float(row[place]), 0.0) / SATURATION) ** 2 / damp) for place in order]
        kept = [(keys[place], weight) for place, weight in zip(order, weights, strict=True) if weight >= 0.001]
        kept = kept or [(keys[order[0]], 0.001)]
        yield AffinityRow(word, "|".join(f"{key}={weight:.3f}" for key, weight in kept))

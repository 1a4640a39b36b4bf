"""Where the words of each emotion lie in an encoder's space."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tone.embed.encoder import Encoder
from tone.model import Entry

if TYPE_CHECKING:
    from tone.embed.encoder import Vectors


def centroids(entries: Iterable[Entry], keys: Sequence[str], encoder: Encoder, *, below: bool = False) -> Vectors:
    """Give the centre of the words of each emotion.

    Args:
        entries: the reviewed entries; each counts by its weight.
        keys: the emotions in order.
        encoder: encodes the forms.
        below: whether the words of the emotions below an emotion count as its own.

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
    for (emotion, form), weight in sorted(weights.items()):
        path = emotion.split("/")
        for depth in range(1 if below else len(path), len(path) + 1):
            place = places.get("/".join(path[:depth]))
            if place is not None:
                found[place] += weight * vectors[rows[form]]
    lengths = np.linalg.norm(found, axis=1, keepdims=True)
    centres: Vectors = (found / np.where(lengths > 0, lengths, 1)).astype(np.float32)
    return centres

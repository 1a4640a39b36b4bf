"""Learn the centroids of an encoder further: from texts that the entries judge, and from a stronger encoder.

The entries see only the words they know. Where they are sure of a text, its vector shows what such texts lie near to,
and the directions learned so find emotions in texts without any such word. It is self-training from a lexicon, as in
Meng et al. (2018), Weakly-Supervised Neural Text Classification, CIKM; the centroids of the vocabulary are added, so
that emotions of few texts keep the place their words have. No label is read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tone.build.learning.regression import balance, fit, softmax
from tone.embed.head import Head

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from tone.build.learning.regression import Array

    Vectors = npt.NDArray[np.float32]

SURE = 0.6
"""The share of a text's evidence that one emotion must have for the entries to be sure of it."""

PENALTY = 1e-3
"""Ridge penalty of directions learned from the entries' judgement, which is noisy."""

TAUGHT_PENALTY = 1e-5
"""The same where a stronger encoder taught, whose judgement covers every text."""

EMOTIONAL_PENALTY = 1e-3
"""Ridge penalty of the direction of "emotional at all"."""

EMOTIONAL_SAY = 0.5
"""How much the encoder has to say on that: its standard deviation, by that of the words."""


def from_entries(base: Head, vectors: Vectors, weak: Array) -> Head:
    """Learn primaries from the texts that the entries are sure of, and add those of the vocabulary.

    Args:
        base: the head of the vocabulary.
        vectors: of unlabelled texts, of shape (texts, dimensions).
        weak: what the entries give each, of shape (texts, primaries).
    """
    totals = weak.sum(axis=1)
    sure = (totals > 0) & (weak.max(axis=1) > SURE * totals)
    targets = weak[sure] / totals[sure][:, None]
    coefficients, intercepts = fit(vectors[sure], targets, balance(targets), penalty=PENALTY)
    return _primaries(base, coefficients.T, intercepts, keep=1.0)


def from_teacher(base: Head, vectors: Vectors, teacher: Head, its_vectors: Vectors, weak: Array) -> Head:
    """Learn primaries from what a stronger encoder and the entries make of texts together (distillation).

    Hinton, G., Vinyals, O. & Dean, J. (2015). Distilling the Knowledge in a Neural Network.

    Args:
        base: the head of the vocabulary, whose secondaries are kept.
        vectors: of unlabelled texts, of shape (texts, dimensions).
        teacher: the stronger encoder's head.
        its_vectors: its vectors of the same texts.
        weak: what the entries give each.
    """
    targets = softmax(teacher.primaries(its_vectors) + weak)
    coefficients, intercepts = fit(vectors, targets, balance(targets), penalty=TAUGHT_PENALTY)
    return _primaries(base, coefficients.T, intercepts, keep=0.0)


def with_emotional(head: Head, vectors: Vectors, evident: Array, by_words: Array) -> Head:
    """Learn whether a text is emotional at all, by ridge regression.

    Args:
        head: the head to complete.
        vectors: of unlabelled texts.
        evident: how many independent signs of emotion each text has.
        by_words: the evidence that words alone give each text, whose spread sets the scale.
    """
    import numpy as np
    from sklearn.linear_model import Ridge

    found = Ridge(alpha=EMOTIONAL_PENALTY * len(vectors)).fit(vectors, evident)
    direction, values = found.coef_, vectors @ found.coef_
    direction, middle = direction / values.std(), values.mean() / values.std()
    # the head cuts off what is below 0: here, texts two standard deviations less emotional than the mean
    scale = EMOTIONAL_SAY * by_words.std()
    directions = np.vstack([head.directions[:-1], direction[None] * scale]).astype(np.float32)
    biases = np.append(head.biases[:-1], (2.0 - middle) * scale).astype(np.float32)
    return Head(head.encoder, head.revision, head.keys, directions, biases)


def _primaries(base: Head, directions: Array, biases: Array, *, keep: float) -> Head:
    import numpy as np

    count = len(directions)
    together, shifted = base.directions.copy(), base.biases.copy()
    together[:count] = directions + keep * base.directions[:count]
    shifted[:count] = biases + keep * base.biases[:count]
    return Head(base.encoder, base.revision, base.keys, together.astype(np.float32), shifted.astype(np.float32))

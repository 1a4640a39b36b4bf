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
"""The same where an encoder taught, whose judgement covers every text."""

SECONDARY_PENALTY = 1e-4
"""The same for secondary emotions, among which less is to be told apart."""

SECONDARY_KEPT = 0.5
"""The share of the vocabulary's own directions that is added to those of secondaries; some have few texts."""

EMOTIONAL_PENALTY = 1e-2
"""Ridge penalty of the direction of "emotional at all", which should lie alike in texts of all kinds."""


def from_entries(base: Head, vectors: Vectors, weak: Array) -> Head:
    """Learn primaries from the texts that the entries are sure of, and add those of the vocabulary.

    Args:
        base: the head of the vocabulary.
        vectors: of unlabelled texts, of shape (texts, dimensions).
        weak: what the entries give each, of shape (texts, keys of the head).
    """
    count = len(base.roots)
    rows, targets = _sure(weak[:, :count])
    coefficients, intercepts = fit(vectors[rows], targets, balance(targets), penalty=PENALTY)
    return _with(base, list(range(count)), coefficients.T, intercepts, keep=1.0)


def from_teacher(base: Head, vectors: Vectors, teacher: Head, its_vectors: Vectors, weak: Array) -> Head:
    """Learn primaries from what an encoder and the entries make of texts together (distillation).

    The encoder is a stronger one, or the same one: then it learns from the entries in the texts they are not sure of.
    Hinton, G., Vinyals, O. & Dean, J. (2015). Distilling the Knowledge in a Neural Network.

    Args:
        base: the head of the vocabulary, whose secondaries are kept.
        vectors: of unlabelled texts, of shape (texts, dimensions).
        teacher: the teacher's head.
        its_vectors: its vectors of the same texts.
        weak: what the entries give each, of shape (texts, keys of the head).
    """
    count = len(base.roots)
    targets = softmax(teacher.primaries(its_vectors) + weak[:, :count])
    coefficients, intercepts = fit(vectors, targets, balance(targets), penalty=TAUGHT_PENALTY)
    return _with(base, list(range(count)), coefficients.T, intercepts, keep=0.0)


def with_secondaries(head: Head, vectors: Vectors, weak: Array) -> Head:
    """Learn the secondaries of each primary from the texts in which the entries are sure of one of them.

    Args:
        head: the head to complete.
        vectors: of unlabelled texts.
        weak: what the entries give each, of shape (texts, keys of the head).
    """
    for root in head.roots:
        columns = [place for place, key in enumerate(head.keys) if key.startswith(f"{root}/")]
        rows, targets = _sure(weak[:, columns])
        if len(columns) > 1 and len(targets):
            found, biases = fit(vectors[rows], targets, balance(targets), penalty=SECONDARY_PENALTY)
            head = _with(head, columns, found.T, biases, keep=SECONDARY_KEPT)
    return head


def with_emotional(head: Head, vectors: Vectors, evident: Array) -> Head:
    """Learn whether a text is emotional at all.

    Ridge regression on the number of signs finds the direction, and logistic regression along it how likely any sign
    is (Platt, J. (1999). Probabilistic Outputs for Support Vector Machines).

    Args:
        head: the head to complete.
        vectors: of unlabelled texts, some with signs and some without.
        evident: how many independent signs of emotion each text has.
    """
    import numpy as np
    from sklearn.linear_model import LogisticRegression, Ridge

    direction = Ridge(alpha=EMOTIONAL_PENALTY * len(vectors)).fit(vectors, evident).coef_
    along = vectors @ direction
    spread = along.std()
    platt = LogisticRegression().fit(along[:, None] / spread, evident >= 1)
    steep = platt.coef_[0, 0] / spread
    directions = np.vstack([head.directions[:-1], direction[None] * steep]).astype(np.float32)
    biases = np.append(head.biases[:-1], platt.intercept_[0]).astype(np.float32)
    return Head(head.encoder, head.revision, head.keys, directions, biases)


def _sure(weak: Array) -> tuple[npt.NDArray[np.bool_], Array]:
    """Give which texts one emotion has most of the evidence of, and the shares of the emotions in these."""
    totals = weak.sum(axis=1)
    rows = (totals > 0) & (weak.max(axis=1) > SURE * totals)
    return rows, weak[rows] / totals[rows][:, None]


def _with(base: Head, places: list[int], directions: Array, biases: Array, *, keep: float) -> Head:
    import numpy as np

    together, shifted = base.directions.copy(), base.biases.copy()
    together[places] = directions + keep * base.directions[places]
    shifted[places] = biases + keep * base.biases[places]
    return Head(base.encoder, base.revision, base.keys, together.astype(np.float32), shifted.astype(np.float32))

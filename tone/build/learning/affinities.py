"""Learn what words say, from unlabelled texts that the encoders and the entries judge.

The encoders read whole sentences; what they make of a text is shared out over its words by a regression: the evidence
of the entries is given, and each other word gets the weight, 0 or more, that best explains the rest. So what the
encoders know ends up in weights per word, which need no encoder and can be read, muted and explained one by one
(distillation: Hinton et al. 2015). Words that no text holds are judged by the encoder on their own, and get less.

How sure a sign of any emotion a form is, is learned in the same way from how many independent signs its texts have.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from tone.affinities import AffinityRow
from tone.build.learning.regression import balance, fit, softmax
from tone.build.learning.texts import Affirmed
from tone.embed.head import Head

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from tone.build.learning.regression import Array

    Vectors = npt.NDArray[np.float32]

ENTRIES_SAY = 3.0
"""Logits that a weight of 1 is worth: how much an entry says beside what is learned."""

PENALTY = 1e-5
"""Ridge penalty of the learned weights; larger ones keep rare words near 0."""

LEAST = 0.04
"""Weights below this are left out: most words say a little of everything. Reading has a higher floor by default."""

INDUCED = 0.1
"""Weight of a word that no text holds, by how much likelier than chance (in logits) the encoder makes an emotion."""

LEAST_INDUCED = 0.06
"""Induced weights below this are left out; they are the shakier ones, and none reaches the floor of reading."""

BESIDE = 0.4
"""What share of a word's strongest weight another must have to be kept beside it."""

SPECIFIC = 0.1
"""The part of a weight that goes to the nearest secondary emotion; the texts taught only the primary one."""

SIGN_USES = 20
"""In how many texts a form must stand for its sign to be learned; that of rarer ones goes by their weight."""

SHRINKAGE = 10.0
"""Ridge penalty of the signs of emotion."""


def learn_weights(affirmed: Affirmed, reviewed: frozenset[str], judged: Array, weak: Array) -> dict[str, Array]:
    """Learn the weights of the words that no entry has.

    Args:
        affirmed: which texts hold which forms.
        reviewed: the forms of entries; their weights are given, not learned.
        judged: logits of the primaries by the encoders, of shape (texts, primaries).
        weak: what the entries give each text, of the same shape.

    Returns:
        Weights of the primaries by word, on the scale of entries.
    """
    import numpy as np

    free = [place for place, form in enumerate(affirmed.forms) if form not in reviewed]
    given = ENTRIES_SAY * weak
    targets = softmax(judged + given)
    coefficients, _ = fit(
        affirmed.matrix[:, free],
        targets,
        balance(targets),
        penalty=PENALTY,
        offset=given,
        positive=True,
        iterations=60,
    )
    weights = np.where(coefficients >= LEAST * ENTRIES_SAY, coefficients / ENTRIES_SAY, 0.0)
    return {affirmed.forms[place]: row for place, row in zip(free, weights, strict=True)}


def learn_signs(affirmed: Affirmed, kept: frozenset[str], evident: Array) -> dict[str, float]:
    """Learn how sure a sign of emotion each form is: evidence E, so that a text is emotional with 1 - exp(-E).

    A ridge regression with weights of 0 or more shares the signs of texts out over their forms; one factor then makes
    the probabilities fit the share of texts that have any sign (maximum likelihood).

    Args:
        affirmed: which texts hold which forms.
        kept: the forms that speak of emotions.
        evident: how many independent signs each text has, of shape (texts,).

    Returns:
        The evidence by form.
    """
    import numpy as np
    from scipy.optimize import minimize_scalar
    from sklearn.linear_model import Ridge

    uses = np.asarray(affirmed.matrix.sum(axis=0)).ravel()
    places = [place for place, form in enumerate(affirmed.forms) if form in kept and uses[place] >= SIGN_USES]
    rows = affirmed.matrix[:, places]
    found = np.maximum(Ridge(alpha=SHRINKAGE, positive=True, solver="lbfgs").fit(rows, evident).coef_, 0.0)
    evidence, any_sign = rows @ found, evident >= 1

    def surprise(factor: float) -> float:
        silent = np.exp(-factor * evidence)
        return -float(np.where(any_sign, np.log(1 - silent + 1e-4), np.log(silent + 1e-4)).sum())

    factor = minimize_scalar(surprise, bounds=(0.01, 20.0), method="bounded").x
    return {affirmed.forms[place]: float(factor * value) for place, value in zip(places, found, strict=True)}


def induce(words: Sequence[str], vectors: Vectors, head: Head) -> dict[str, Array]:
    """Judge words on their own.

    Args:
        words: common words that no text holds.
        vectors: their vectors.
        head: of the same encoder.

    Returns:
        Weights of the primaries by word; words of which the encoder makes nothing are left out.
    """
    import numpy as np

    shares = softmax(head.primaries(vectors).astype(np.float64))
    weights = INDUCED * np.maximum(np.log(shares * shares.shape[1]), 0.0)
    weights = np.where(weights >= LEAST_INDUCED, weights, 0.0)
    return {word: row for word, row in zip(words, weights, strict=True) if row.any()}


def rows(
    weights: Mapping[str, Array],
    signs: Mapping[str, float],
    induced: Iterable[str],
    nearest: Mapping[str, Mapping[str, str]],
    roots: Sequence[str],
) -> list[AffinityRow]:
    """Make the table.

    Args:
        weights: weights of the primaries by word.
        signs: evidence of emotion by form; also of forms of entries.
        induced: the words whose weights no text taught.
        nearest: by word and primary, the secondary emotion that the word lies nearest to.
        roots: the primaries in order.

    Returns:
        One row a form that says anything.
    """
    induced = frozenset(induced)
    known = [form for form in weights if form in signs]
    ratio = sum(signs[form] for form in known) / max(1e-9, sum(float(weights[form].sum()) for form in known))
    made = []
    for form in sorted({*weights, *signs}):
        row = weights.get(form)
        cells = []
        if row is not None:
            for root, weight in zip(roots, row, strict=True):
                if weight > 0 and weight >= BESIDE * row.max():
                    cells += [(root, (1 - SPECIFIC) * weight), (nearest[form][root], SPECIFIC * weight)]
        cells.sort(key=lambda cell: (-cell[1], cell[0]))
        total = sum(weight for _, weight in cells)
        evidence = signs.get(form, ratio * total)
        if form in weights:
            evidence = min(evidence, total)  # a word that says little of each emotion is no sure sign of any
        if cells or evidence >= 0.001:
            text = "|".join(f"{key}={weight:.3f}" for key, weight in cells)
            made.append(AffinityRow(form, text, evidence, "induced" if form in induced else "learned"))
    return made

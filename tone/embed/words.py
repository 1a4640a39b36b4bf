"""Where the words of the vocabulary lie in an encoder's space, and what that says of a word that is not among them.

The nearest words of the vocabulary vote for their emotions (k nearest neighbours; Cover & Hart 1967). Whether a word
speaks of any emotion is told by a logistic regression between the words of the vocabulary and common words that are
none of it. No label is used. Words that begin alike are one family, and a family never teaches what is asked of it
(cross-fitting): so words of the vocabulary may be measured as if they were unknown.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

from tone.embed.encoder import Encoder
from tone.errors import DataError, MissingExtraError

if TYPE_CHECKING:
    from tone.embed.encoder import Vectors

VOTERS = 40
"""How many of the nearest words vote."""

SHARPNESS = 10.0
"""How much more the nearer of them count: by exp(SHARPNESS x difference of cosines)."""

NAMED = 5
"""How many of the nearest words are named."""

FAMILY = 5
"""Words that share so many letters at the beginning are one family."""

FOLDS = 4
"""Among how many regressions the families are shared out, each taught by the families of the others."""


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """What the words around a word say.

    Attributes:
        emotional: probability that it speaks of an emotion, where as many words do as do not.
        weights: shares of the emotions by key, adding up to 1; the highest first, ties by key.
        nearest: the nearest words, the nearest first.
    """

    emotional: float
    weights: Mapping[str, float]
    nearest: tuple[str, ...]


class WordSpace:
    """The words of the vocabulary in an encoder's space.

    Args:
        senses: for each word or phrase the weights of its emotions, by key.
        others: common words that are not among them, most of which speak of no emotion.
        encoder: the encoder, which encodes all of them once.

    Raises:
        DataError: there are too few words of either kind.
        MissingExtraError: scikit-learn is not installed.
    """

    def __init__(self, senses: Mapping[str, Mapping[str, float]], others: Sequence[str], encoder: Encoder) -> None:
        self.encoder = encoder
        self._senses = senses
        self._forms = sorted(senses)
        self._places = {form: place for place, form in enumerate(self._forms)}
        plain = [form for form in self._forms if form.isalpha()]
        common = sorted(others)
        folds = [{_fold(word) for word in words} for words in (plain, common)]
        if any(len(found) < 2 for found in folds):
            counts = f"{len(plain)} words of emotion and {len(common)} other words"
            raise DataError(f"{counts} are too few to tell them apart: load a knowledge base with its affinities")
        self._vectors = encoder.encode(self._forms)
        own = self._vectors[[self._places[form] for form in plain]]
        self._models = _learn(plain, own, common, encoder.encode(common))

    def read(self, word: str, hidden: Collection[str] = ()) -> Neighbourhood:
        """Tell what the words around a word say.

        Args:
            word: the word.
            hidden: words of the vocabulary that are to have no say.
        """
        return self.read_all([word], [hidden])[0]

    def read_all(self, words: Sequence[str], hidden: Sequence[Collection[str]]) -> list[Neighbourhood]:
        """Tell the same of several words, which are encoded together.

        Args:
            words: the words.
            hidden: for each of them what is to have no say.
        """
        import numpy as np

        if not words:
            return []
        found = []
        for word, vector, without in zip(words, self.encoder.encode(words), hidden, strict=True):
            cosines = self._vectors @ vector
            cosines[[self._places[form] for form in without if form in self._places]] = -1.0
            order = [int(place) for place in np.argsort(-cosines, kind="stable")[:VOTERS]]
            nearest = tuple(self._forms[place] for place in order[:NAMED])
            found.append(Neighbourhood(self._emotional(word, vector), self._vote(order, cosines), nearest))
        return found

    def _vote(self, order: Sequence[int], cosines: Vectors) -> dict[str, float]:
        import numpy as np

        shares: dict[str, float] = {}
        for place in order:
            nearness = float(np.exp(SHARPNESS * (cosines[place] - cosines[order[0]])))
            for key, weight in self._senses[self._forms[place]].items():
                shares[key] = shares.get(key, 0.0) + nearness * weight
        total = sum(shares.values())
        return {key: share / total for key, share in sorted(shares.items(), key=lambda item: (-item[1], item[0]))}

    def _emotional(self, word: str, vector: Vectors) -> float:
        import numpy as np

        model = self._models[_fold(word)]
        return float(1.0 / (1.0 + np.exp(-float(vector @ model[:-1] + model[-1]))))


def _learn(words: Sequence[str], vectors: Vectors, others: Sequence[str], beside: Vectors) -> list[Vectors]:
    """Fit a regression for each fold: a direction, and a bias in the last place."""
    import numpy as np

    try:
        from sklearn.linear_model import LogisticRegression
    except ImportError as error:
        raise MissingExtraError("scikit-learn", "embeddings", "resolving words by an encoder") from error
    every, kinds = np.concatenate([vectors, beside]), np.array([1] * len(words) + [0] * len(others))
    folds = np.array([_fold(word) for word in (*words, *others)])
    models = []
    for fold in range(FOLDS):
        taught = folds != fold
        model = LogisticRegression(class_weight="balanced", max_iter=500).fit(every[taught], kinds[taught])
        models.append(np.append(model.coef_[0], model.intercept_).astype(np.float32))
    return models


def _fold(word: str) -> int:
    return crc32(word[:FAMILY].encode("utf-8", "replace")) % FOLDS

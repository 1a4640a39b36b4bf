"""Where the words of the vocabulary lie in an encoder's space, and what that says of a word that is not among them.

The nearest words of the vocabulary vote for their emotions (k nearest neighbours; Cover & Hart 1967). Whether a word
speaks of any emotion goes by how much nearer it lies to the vocabulary than to common words that unlabelled text taught
to be no sign of any; the two distances become a probability by a logistic regression, taught by words of the vocabulary
held out from their own families, and by half of those common words held out from the other half. No label is used.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tone.embed.encoder import Encoder
from tone.errors import DataError, MissingExtraError

if TYPE_CHECKING:
    from tone.embed.encoder import Vectors

VOTERS = 12
"""How many of the nearest words vote."""

SHARPNESS = 12.0
"""How much more the nearer of them count: by exp(SHARPNESS x difference of cosines)."""

NEAREST = 5
"""Over how many of the nearest words a distance is taken."""

TAUGHT_BY = 800
"""How many words of either kind teach the probability."""

FAMILY = 5
"""Words that share so many letters at the beginning count as one family."""


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
        others: common words that speak of no emotion, 20 at least.
        encoder: the encoder.

    Raises:
        DataError: there are too few words of either kind.
        MissingExtraError: scikit-learn is not installed.
    """

    def __init__(self, senses: Mapping[str, Mapping[str, float]], others: Sequence[str], encoder: Encoder) -> None:
        if len(senses) < NEAREST + 1 or len(others) < 4 * NEAREST:
            counts = f"{len(senses)} words of emotion and {len(others)} other words"
            raise DataError(f"{counts} are too few to tell them apart: load a knowledge base with its affinities")
        self.encoder = encoder
        self._senses = senses
        self._forms = sorted(senses)
        self._families: dict[str, list[int]] = {}
        for place, form in enumerate(self._forms):
            self._families.setdefault(form[:FAMILY], []).append(place)
        self._places = {form: place for place, form in enumerate(self._forms)}
        common = sorted(others)
        self._vectors = encoder.encode(self._forms)
        beside = encoder.encode(common)
        self._others = beside[::2]
        self._coefficients = self._learn(beside[1::2])

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
        for vector, without in zip(self.encoder.encode(words), hidden, strict=True):
            cosines = self._vectors @ vector
            cosines[[self._places[form] for form in without if form in self._places]] = -1.0
            order = np.argsort(-cosines, kind="stable")[:VOTERS]
            features = np.array([1.0, _near(cosines), _near(self._others @ vector)])
            emotional = 1.0 / (1.0 + np.exp(-float(features @ self._coefficients)))
            found.append(Neighbourhood(float(emotional), self._vote(order, cosines), self._named(order)))
        return found

    def family(self, word: str) -> tuple[str, ...]:
        """Give the words of the vocabulary that begin as a word does."""
        return tuple(self._forms[place] for place in self._families.get(word[:FAMILY], ()))

    def _vote(self, order: Vectors, cosines: Vectors) -> dict[str, float]:
        import numpy as np

        shares: dict[str, float] = {}
        for place in order:
            nearness = float(np.exp(SHARPNESS * (cosines[place] - cosines[order[0]])))
            for key, weight in self._senses[self._forms[place]].items():
                shares[key] = shares.get(key, 0.0) + nearness * weight
        total = sum(shares.values())
        return {key: share / total for key, share in sorted(shares.items(), key=lambda item: (-item[1], item[0]))}

    def _named(self, order: Vectors) -> tuple[str, ...]:
        return tuple(self._forms[place] for place in order[:NEAREST])

    def _learn(self, held_out: Vectors) -> Vectors:
        """Fit the logistic regression."""
        import numpy as np

        try:
            from sklearn.linear_model import LogisticRegression
        except ImportError as error:
            raise MissingExtraError("scikit-learn", "embeddings", "resolving words by an encoder") from error
        step = max(1, len(self._forms) // TAUGHT_BY)
        rows, kinds = [], []
        for place in range(0, len(self._forms), step):
            cosines = self._vectors @ self._vectors[place]
            cosines[self._families[self._forms[place][:FAMILY]]] = -1.0
            rows.append((_near(cosines), _near(self._others @ self._vectors[place])))
            kinds.append(1)
        for vector in held_out[:TAUGHT_BY]:
            rows.append((_near(self._vectors @ vector), _near(self._others @ vector)))
            kinds.append(0)
        model = LogisticRegression(class_weight="balanced", C=100.0).fit(np.array(rows), kinds)
        coefficients: Vectors = np.append(model.intercept_, model.coef_[0])
        return coefficients


def _near(cosines: Vectors) -> float:
    """Give the mean of the highest cosines."""
    import numpy as np

    return float(np.partition(cosines, -NEAREST)[-NEAREST:].mean())

"""TONE in scikit-learn: emotions as features of texts, and the classifier as an estimator.

Both take texts, fit nothing to labels, and stand wherever scikit-learn's own estimators do: in a `Pipeline`, a
`ColumnTransformer`, a grid search. Importing this module imports scikit-learn.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tone.classify.classifier import EmotionClassifier
from tone.classify.parameters import Parameters
from tone.classify.result import Classification
from tone.corpus.texts import Missing
from tone.errors import DataError, MissingExtraError
from tone.integrations.inputs import read_texts
from tone.kb import KnowledgeBase
from tone.loading import load
from tone.model import Tier

try:
    import numpy as np
    from scipy import sparse
    from sklearn.base import BaseEstimator, ClassifierMixin, TransformerMixin
    from sklearn.utils.validation import check_is_fitted
except ImportError as error:
    raise MissingExtraError("scikit-learn", "learn", "the scikit-learn integration") from error

if TYPE_CHECKING:
    import numpy.typing as npt
    from sklearn.utils import Tags

    from tone.embed.encoder import Encoder

    Floats = npt.NDArray[np.float64]

PLAIN = ("emotional", "intensity", "valence", "mixed", "mentions")
"""The features of a text beside its scores, by name."""

NORMALISATIONS = (None, "shares", "log")


@cache
def _packaged() -> KnowledgeBase:
    """Load the packaged knowledge base once, however many clones a search fits."""
    return load()


class _ReadsTexts(BaseEstimator):
    """What both estimators share: parameters that make a classifier, and how texts come in.

    Subclasses have the parameters `knowledge`, `mode`, `encoder` and `missing`.
    """

    knowledge: KnowledgeBase | None
    mode: str
    encoder: Encoder | Path | str | None
    missing: Missing
    classifier_: EmotionClassifier

    def _open(self, *, threshold: float | None = None, parameters: Parameters | None = None) -> EmotionClassifier:
        knowledge = _packaged() if self.knowledge is None else self.knowledge
        return EmotionClassifier(
            knowledge, mode=self.mode, encoder=self.encoder, threshold=threshold, parameters=parameters
        )

    def _keys_of(self, tier: int) -> list[str]:
        records = self.classifier_.knowledge.taxonomy.records
        return [key for key, record in records.items() if record.tier == tier]

    def _read(self, texts: Any) -> list[str]:
        return read_texts(texts, missing=self.missing)

    def __sklearn_tags__(self) -> Tags:
        """Say that this takes texts, not a table of numbers."""
        tags = super().__sklearn_tags__()
        tags.input_tags.two_d_array = False
        tags.input_tags.string = True
        tags.input_tags.allow_nan = self.missing == "abstain"
        tags.target_tags.required = False
        return tags


class EmotionFeatures(TransformerMixin, _ReadsTexts):
    """Turns texts into emotion features: scores of every emotion of some tiers, and how the text feels as a whole.

    Nothing is learned from the texts or from `y`: `fit` only opens the knowledge base.

    Args:
        tiers: the tiers whose emotions have a column of scores each; 6, 25 and 113 columns. May be empty.
        plain: which of `PLAIN` are added: the probability that the text is emotional at all (0 to 1), intensity
            (0 to 1), valence (-1 to 1), number of pairs of mixed feelings, number of mentions.
        normalise: None leaves scores as they are, sums of evidence from 0 up; "shares" divides them by their sum over
            the tier, so that they do not grow with the length of a text; "log" takes log(1 + score).
        mode: "lexical" or "contextual".
        encoder: of the contextual mode; see `EmotionClassifier`.
        affinity_floor: the strongest weight below which a word's affinities are passed over, in lexical mode. A model
            learns what faint ones are worth, so none are by default; 0.2 for what `EmotionClassifier` reads.
        missing: what becomes of rows without text (None, NaN): "error", or "abstain" for features that are all 0.
        sparse_output: whether `transform` gives a CSR matrix, worth it for tier 3.
        batch_size: how many texts are encoded together in contextual mode.
        knowledge: the knowledge base, for one with words of your own; None for the packaged one.

    Attributes:
        classifier_: the opened classifier.

    Example:
        >>> features = EmotionFeatures(tiers=(1,)).fit(None)
        >>> features.get_feature_names_out()[:3].tolist()
        ['score_anger', 'score_fear', 'score_joy']
        >>> int(features.transform(["so happy"])[0, :6].argmax())
        2
    """

    def __init__(
        self,
        *,
        tiers: tuple[int, ...] = (1, 2),
        plain: tuple[str, ...] = PLAIN,
        normalise: str | None = None,
        mode: str = "lexical",
        encoder: Encoder | Path | str | None = None,
        affinity_floor: float = 0.0,
        missing: Missing = "error",
        sparse_output: bool = False,
        batch_size: int = 256,
        knowledge: KnowledgeBase | None = None,
    ) -> None:
        self.tiers = tiers
        self.plain = plain
        self.normalise = normalise
        self.mode = mode
        self.encoder = encoder
        self.affinity_floor = affinity_floor
        self.missing = missing
        self.sparse_output = sparse_output
        self.batch_size = batch_size
        self.knowledge = knowledge

    def fit(self, X: Any, y: Any = None) -> EmotionFeatures:  # noqa: N803
        """Open the classifier and check the parameters.

        Args:
            X: not read.
            y: not read.

        Returns:
            This.

        Raises:
            ValueError: a parameter has no such value.
        """
        if self.normalise not in NORMALISATIONS:
            raise ValueError(f"normalise {self.normalise!r}: expected one of {NORMALISATIONS}")
        if unknown := [name for name in self.plain if name not in PLAIN]:
            raise ValueError(f"no feature {unknown[0]!r}: expected some of {', '.join(PLAIN)}")
        tiers = [Tier(tier) for tier in self.tiers]
        if len({*tiers, *self.plain}) < len(tiers) + len(self.plain):
            raise ValueError(f"tiers {self.tiers} or features {self.plain} name one twice")
        if not self.plain and not tiers:
            raise ValueError("no features: give a tier, or the name of a feature")
        self.classifier_ = self._open(parameters=Parameters(affinity_floor=self.affinity_floor))
        self._keys = [self._keys_of(tier) for tier in tiers]
        return self

    def transform(self, X: Any) -> Any:  # noqa: N803
        """Compute the features.

        Args:
            X: texts: a list, a column, an array or a frame of one column.

        Returns:
            Array or CSR matrix of shape (texts, features), float64, in the order of `get_feature_names_out`.

        Raises:
            TextError: it holds something else than texts.
            NotFittedError: `fit` was not called.
        """
        check_is_fitted(self)
        texts = self._read(X)
        features = np.zeros((len(texts), sum(map(len, self._keys)) + len(self.plain)))
        for row, result in zip(features, self.classifier_.pipe(texts, batch_size=self.batch_size), strict=True):
            row[:] = self._row(result)
        return sparse.csr_matrix(features) if self.sparse_output else features

    def _row(self, result: Classification) -> list[float]:
        scores = result.scores()
        row: list[float] = []
        for keys in self._keys:
            own = [scores.get(key, 0.0) for key in keys]
            total = sum(own)
            if self.normalise == "shares" and total:
                own = [score / total for score in own]
            elif self.normalise == "log":
                own = np.log1p(own).tolist()
            row += own
        return row + [
            float(len(getattr(result, name)) if name in {"mixed", "mentions"} else getattr(result, name))
            for name in self.plain
        ]

    def get_feature_names_out(self, input_features: Any = None) -> npt.NDArray[np.object_]:
        """Give the names of the columns: ``score_`` and the key of an emotion, then the plain ones.

        Args:
            input_features: not used; texts have no features.

        Raises:
            NotFittedError: `fit` was not called.
        """
        check_is_fitted(self)
        scores = [f"score_{key}" for keys in self._keys for key in keys]
        return np.asarray([*scores, *self.plain], dtype=object)

    def __sklearn_tags__(self) -> Tags:
        """Say what comes out."""
        tags = super().__sklearn_tags__()
        tags.transformer_tags.preserves_dtype = []
        return tags


class EmotionEstimator(ClassifierMixin, _ReadsTexts):
    """The classifier as an estimator: it is fitted to nothing, and so can be scored and compared with those that are.

    Args:
        tier: tier of the labels: 1, 2 or 3.
        abstention: the class of texts that speak of no emotion.
        mode: "lexical" or "contextual".
        encoder: of the contextual mode; see `EmotionClassifier`.
        threshold: the probability below which a text counts as not emotional; None for the classifier's own.
        missing: what becomes of rows without text (None, NaN): "error", or "abstain" for an abstention.
        knowledge: the knowledge base; None for the packaged one.

    Attributes:
        classes_: the labels of the tier and the abstention, sorted, shape (classes,).
        classifier_: the opened classifier.

    Example:
        >>> estimator = EmotionEstimator().fit(None)
        >>> estimator.predict(["so proud", "It is Tuesday."]).tolist()
        ['joy', 'none']
    """

    def __init__(
        self,
        *,
        tier: int = 1,
        abstention: str = "none",
        mode: str = "lexical",
        encoder: Encoder | Path | str | None = None,
        threshold: float | None = None,
        missing: Missing = "error",
        knowledge: KnowledgeBase | None = None,
    ) -> None:
        self.tier = tier
        self.abstention = abstention
        self.mode = mode
        self.encoder = encoder
        self.threshold = threshold
        self.missing = missing
        self.knowledge = knowledge

    def fit(self, X: Any, y: Any = None) -> EmotionEstimator:  # noqa: N803
        """Open the classifier; nothing is learned.

        Args:
            X: not read.
            y: not read; `score` compares with it.

        Returns:
            This.

        Raises:
            DataError: an emotion of the tier has the name of the abstention.
            ValueError: there is no such tier.
        """
        self.classifier_ = self._open(threshold=self.threshold)
        records = self.classifier_.knowledge.taxonomy.records
        labels = {records[key].label: key for key in self._keys_of(Tier(self.tier))}
        if self.abstention in labels:
            raise DataError(f"abstention {self.abstention!r} is an emotion of tier {self.tier}: choose another name")
        self.classes_ = np.asarray(sorted([*labels, self.abstention]))
        self._keys = [labels.get(str(label)) for label in self.classes_]
        return self

    def predict(self, X: Any) -> npt.NDArray[np.str_]:  # noqa: N803
        """Give one class a text, as `EmotionClassifier.predict` answers.

        Args:
            X: texts.

        Returns:
            Array of shape (texts,).

        Raises:
            TextError: it holds something else than texts.
            NotFittedError: `fit` was not called.
        """
        check_is_fitted(self)
        labels = self.classifier_.predict(self._read(X), tier=self.tier)
        return np.asarray([label or self.abstention for label in labels], dtype=self.classes_.dtype)

    def predict_proba(self, X: Any) -> Floats:  # noqa: N803
        """Give each class a probability: that the text is emotional at all, shared out in proportion to the scores.

        The abstention has the rest. A text is answered when its probability of being emotional reaches the threshold,
        whether or not that is more than the abstention has, and below tier 1 the answer stays in the best branch: so
        the most probable class is not always what `predict` gives. (`cross_val_predict` with this method numbers the
        classes itself, which only estimators fitted to labels can follow; as nothing is fitted, call this directly.)

        Args:
            X: texts.

        Returns:
            Array of shape (texts, classes); rows sum to 1.

        Raises:
            TextError: it holds something else than texts.
            NotFittedError: `fit` was not called.
        """
        check_is_fitted(self)
        texts = self._read(X)
        rest = self._keys.index(None)
        chances = np.zeros((len(texts), len(self._keys)))
        for row, result in zip(chances, self.classifier_.pipe(texts), strict=True):
            scores = result.scores(tier=self.tier)
            total = sum(scores.values())
            if total:
                row[:] = [result.emotional * scores.get(key or "", 0.0) / total for key in self._keys]
            row[rest] = 1.0 - row.sum()
        return chances

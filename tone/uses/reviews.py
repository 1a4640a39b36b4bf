"""Predict ratings of reviews, to see what TONE's features add to bags of words and to VADER.

All models are linear and see the same folds: logistic regression for classes, ridge regression for stars as a scale.
How strongly they are regularised is chosen on a quarter of each fold's training texts, for every model alike. TONE and
VADER read without labels, so their features are computed once; weights of words and scales are fitted in each fold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import chain
from statistics import fmean
from typing import TYPE_CHECKING, Any

from tone.errors import MissingExtraError
from tone.evaluate.primary import rounded
from tone.uses.ratings import HIGHEST, LOWEST, Reviews, check_classes
from tone.uses.significance import corrected_t_test, holm

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from tone.classify.classifier import EmotionClassifier

    Floats = npt.NDArray[np.float64]

MODELS: Mapping[str, tuple[str, ...]] = {
    "majority": (),
    "vader": ("vader",),
    "tone": ("tone",),
    "bag": ("bag",),
    "bag+vader": ("bag", "vader"),
    "bag+tone": ("bag", "tone"),
    "bag+vader+tone": ("bag", "vader", "tone"),
}
"""The models by the features they see; the first answers the commonest class, or the median of the stars."""

COMPARED = (("tone", "vader"), ("bag+tone", "bag"), ("bag+vader", "bag"), ("bag+vader+tone", "bag+vader"))
"""Which models are compared: the second is what the first is held against."""

HIGHER = {"accuracy": True, "macro_f1": True, "mae": False, "spearman": True}
"""The measures, and whether more is better."""

STRENGTHS = (0.3, 3.0, 30.0)
"""Among which the inverse of regularisation is chosen: C of logistic regression, 1 / alpha of ridge regression."""

_WORD = r"(?u)\b\w+\b|[!?]"
"""What a bag holds: words of any length, and the marks that speak of feeling."""

Features = Mapping[str, "Floats"]
Progress = Callable[[int], None]


def tone_features(texts: Sequence[str], classifier: EmotionClassifier, *, tiers: tuple[int, ...] = (1, 2)) -> Floats:
    """Give TONE's features of texts: scores of tiers in logarithms, and how each text feels as a whole.

    Args:
        texts: the texts.
        classifier: reads them.
        tiers: the tiers whose emotions have a feature each.

    Returns:
        Array of shape (texts, features); see `tone.integrations.sklearn_estimators.EmotionFeatures`.

    Raises:
        MissingExtraError: scikit-learn is not installed.
    """
    from tone.integrations.sklearn_estimators import EmotionFeatures

    reader = EmotionFeatures(
        tiers=tiers,
        normalise="log",
        mode=classifier.mode,
        encoder=classifier.encoder,
        knowledge=classifier.knowledge,  # type: ignore[arg-type]  # what a classifier was made of
    )
    found: Floats = reader.fit(None).transform(list(texts))
    return found


def vader_features(texts: Iterable[str]) -> Floats:
    """Give VADER's four scores of texts: negative, neutral, positive, compound.

    Raises:
        MissingExtraError: VADER is not installed.
    """
    import numpy as np

    try:
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
    except ImportError as error:
        raise MissingExtraError("vaderSentiment", "peers", "comparing with VADER") from error
    analyzer = SentimentIntensityAnalyzer()
    scores = (analyzer.polarity_scores(text) for text in texts)
    return np.array([[score[name] for name in ("neg", "neu", "pos", "compound")] for score in scores], dtype=np.float64)


def evaluate_reviews(
    reviews: Reviews,
    classifier: EmotionClassifier,
    *,
    folds: int = 5,
    repeats: int = 2,
    seed: int = 0,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Cross-validate all models on one set: stars from 1 to 5, and polarity without the texts of three stars.

    Args:
        reviews: the set.
        classifier: reads emotions.
        folds: of the stratified cross-validation.
        repeats: how often it is repeated, each time with folds of their own.
        seed: of the folds.
        progress: called after each model of each fold with 1.

    Returns:
        Plain data: for each task the number of texts, for each model and measure the mean over the folds, and for each
        comparison the mean difference, the corrected resampled t-test's p, and p adjusted over the set by Holm.

    Raises:
        DataError: a class has fewer texts than there are folds.
        MissingExtraError: scikit-learn or VADER is not installed.
    """
    import numpy as np

    stars = list(reviews.stars)
    check_classes(stars, folds, reviews.name)
    features = {"vader": vader_features(reviews.texts), "tone": tone_features(reviews.texts, classifier)}
    options: dict[str, Any] = {"folds": folds, "repeats": repeats, "seed": seed, "progress": progress}
    found = {"stars": _task(reviews.texts, stars, features, graded=True, **options)}
    sided = [place for place, rating in enumerate(stars) if rating != 3]
    sides = [int(stars[place] > 3) for place in sided]
    check_classes(sides, folds, f"{reviews.name}, polarity")
    chosen = {name: values[np.array(sided)] for name, values in features.items()}
    texts = [reviews.texts[place] for place in sided]
    found["polarity"] = _task(texts, sides, chosen, graded=False, **options)
    tests = list(chain.from_iterable(task["comparisons"] for task in found.values()))
    for test, adjusted in zip(tests, holm([test["p"] for test in tests]), strict=True):
        test["p_holm"] = rounded(adjusted)
    return {"name": reviews.name, "total": reviews.total, "without_text": reviews.without_text, **found}


def _task(
    texts: Sequence[str],
    labels: Sequence[int],
    features: Features,
    *,
    graded: bool,
    folds: int,
    repeats: int,
    seed: int,
    progress: Progress | None,
) -> dict[str, Any]:
    import numpy as np
    from sklearn.model_selection import RepeatedStratifiedKFold

    gold = np.asarray(labels)
    splits = RepeatedStratifiedKFold(n_splits=folds, n_repeats=repeats, random_state=seed)
    scores: dict[str, dict[str, list[float]]] = {model: {} for model in MODELS}
    for train, test in splits.split(np.zeros(len(gold)), gold):
        blocks = {"bag": _bag([texts[n] for n in train], [texts[n] for n in test])}
        blocks |= {name: _scaled(values[train], values[test]) for name, values in features.items()}
        for model, parts in MODELS.items():
            held = _scores(gold[train], gold[test], [blocks[part] for part in parts], graded)
            for measure, value in held.items():
                scores[model].setdefault(measure, []).append(value)
            if progress is not None:
                progress(1)
    return {
        "texts": len(gold),
        "classes": {str(label): int((gold == label).sum()) for label in np.unique(gold)},
        "models": {
            model: {measure: rounded(fmean(values)) for measure, values in held.items()}
            for model, held in scores.items()
        },
        "comparisons": [
            _comparison(measure, model, other, scores[model][measure], scores[other][measure], 1 / (folds - 1))
            for model, other in COMPARED
            for measure in scores[model]
        ],
    }


def _comparison(
    measure: str, model: str, other: str, values: Sequence[float], against: Sequence[float], share: float
) -> dict[str, Any]:
    gaps = [value - base for value, base in zip(values, against, strict=True)]
    t, p = corrected_t_test(gaps, share)
    gain = fmean(gaps) if HIGHER[measure] else -fmean(gaps)
    return {
        "model": model,
        "against": other,
        "measure": measure,
        "difference": rounded(fmean(gaps)),
        "better": gain > 0,
        "t": rounded(t),
        "p": rounded(p),
    }


def _bag(train: Sequence[str], test: Sequence[str]) -> tuple[Any, Any]:
    """Give words and pairs of words, weighted by tf-idf, of training and test texts."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    bag = TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True, token_pattern=_WORD)
    return bag.fit_transform(train), bag.transform(test)


def _scaled(train: Floats, test: Floats) -> tuple[Any, Any]:
    """Give features with mean 0 and one variance over the training texts, such that rows have length 1 as bags have.

    Otherwise regularisation, which is one for all features, would press down the words beside them.
    """
    import numpy as np
    from scipy import sparse
    from sklearn.preprocessing import StandardScaler

    scaler = StandardScaler().fit(train)
    length = np.sqrt(train.shape[1])
    return sparse.csr_matrix(scaler.transform(train) / length), sparse.csr_matrix(scaler.transform(test) / length)


def _scores(train: Any, test: Any, blocks: Sequence[tuple[Any, Any]], graded: bool) -> dict[str, float]:
    """Fit on the training texts and score on the test texts."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression, Ridge

    if not blocks:
        commonest = np.bincount(train).argmax()
        return _measured(test, np.full(len(test), commonest), np.full(len(test), np.median(train)), graded)
    from scipy import sparse

    seen, unseen = (sparse.hstack([block[side] for block in blocks], format="csr") for side in (0, 1))
    logistic = LogisticRegression(class_weight="balanced", max_iter=2000, tol=1e-3)
    classes = _chosen(logistic, {"C": list(STRENGTHS)}, "f1_macro", seen, train)
    scale = None
    if graded:
        alphas = [1 / strength for strength in STRENGTHS]
        scale = _chosen(Ridge(solver="lsqr"), {"alpha": alphas}, "neg_mean_absolute_error", seen, train).predict(unseen)
    return _measured(test, classes.predict(unseen), scale, graded)


def _chosen(model: Any, grid: Mapping[str, Sequence[float]], scoring: str, seen: Any, labels: Any) -> Any:
    """Fit a model with the regularisation that does best on a held-out quarter of the training texts."""
    from sklearn.model_selection import GridSearchCV, StratifiedShuffleSplit

    size = max(len(set(labels.tolist())), len(labels) // 4)  # at least one of each class
    held_out = StratifiedShuffleSplit(n_splits=1, test_size=size, random_state=0)
    return GridSearchCV(model, dict(grid), scoring=scoring, cv=list(held_out.split(seen, labels))).fit(seen, labels)


def _measured(test: Any, told: Any, scale: Any, graded: bool) -> dict[str, float]:
    import numpy as np
    from scipy.stats import spearmanr
    from sklearn.metrics import accuracy_score, f1_score

    found = {
        "accuracy": float(accuracy_score(test, told)),
        "macro_f1": float(f1_score(test, told, average="macro", labels=np.unique(test), zero_division=0)),
    }
    if graded:
        found["mae"] = float(np.abs(np.clip(np.rint(scale), LOWEST, HIGHEST) - test).mean())
        found["spearman"] = float(spearmanr(scale, test).statistic) if np.ptp(scale) else 0.0
    return found

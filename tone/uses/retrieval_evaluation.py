"""Measure retrieval of replies, fold by fold, by measures that no strategy maximises.

Of each conversation the reply that a person really gave is known. A retrieved reply is held against it: by the label
that raters gave the two conversations, which nothing here reads; by polarity and emotions that other lexicons find in
the two replies; and by the cosine of the two replies, where possible of another encoder than retrieval uses.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from tone.errors import DataError
from tone.evaluate.bootstrap import bootstrap_interval
from tone.evaluate.peers import start_nrclex, start_vader
from tone.evaluate.predictor import POLARITY, Predictor
from tone.evaluate.primary import rounded
from tone.uses.dialogues import Exchange
from tone.uses.retrieval import ReplyRetriever, fuse

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from tone.embed.encoder import Encoder

    Floats = npt.NDArray[np.float64]

WEIGHTS = {"semantic": 0.0, "both-0.25": 0.25, "both-0.5": 0.5, "both-0.75": 0.75, "emotion": 1.0}
"""How much each strategy goes by emotions; "random" stands beside them."""
BASELINE = "semantic"
"""The strategy without TONE that the others are compared with."""

PEERS: Mapping[str, Callable[[], Predictor]] = {"vader": start_vader, "nrclex": start_nrclex}


def measures_of(
    exchanges: Sequence[Exchange], judge: Encoder, peers: Mapping[str, Predictor]
) -> dict[str, Callable[[npt.NDArray[np.intp], npt.NDArray[np.intp]], Floats]]:
    """Give the measures that the data and the installed packages allow.

    Args:
        exchanges: all exchanges, in order.
        judge: the encoder of the replies' cosine.
        peers: started peers, by name: vader, nrclex.

    Returns:
        By name, a function of places of the true replies and of the retrieved ones, which gives a value each.
    """
    import numpy as np

    replies = [exchange.reply for exchange in exchanges]
    found: dict[str, Callable[[npt.NDArray[np.intp], npt.NDArray[np.intp]], Floats]] = {}
    if all(exchange.label for exchange in exchanges):
        labels = np.array([exchange.label for exchange in exchanges])
        found["same_label"] = lambda true, told: (labels[true] == labels[told]).astype(np.float64)
    if "vader" in peers:
        valences = np.array([prediction.polarity() for prediction in peers["vader"].predict(replies)])
        found["valence_gap"] = lambda true, told: np.abs(valences[true] - valences[told])
    if "nrclex" in peers:
        names = (*POLARITY, "surprise")
        counts = [prediction.scores for prediction in peers["nrclex"].predict(replies)]
        emotions = np.array([[score.get(name, 0.0) for name in names] for score in counts])
        found["nrc_cosine"] = lambda true, told: _cosines(emotions[true], emotions[told])
    vectors = judge.encode(replies).astype(np.float64)
    found["reply_cosine"] = lambda true, told: np.einsum("ij,ij->i", vectors[true], vectors[told])
    return found


def evaluate_retrieval(
    retriever: ReplyRetriever,
    judge: Encoder,
    peers: Mapping[str, Predictor],
    *,
    folds: int = 5,
    seeds: Sequence[int] = (0, 1, 2),
    resamples: int = 1000,
) -> dict[str, Any]:
    """Measure all strategies: each conversation's message is answered from the conversations of the other folds.

    Args:
        retriever: with all exchanges as candidates.
        judge: the encoder of the replies' cosine.
        peers: started peers, by name: vader, nrclex.
        folds: parts that the conversations are split in.
        seeds: of the splits, of the random replies, and of the order in which ties are broken; values of a message are
            averaged over them.
        resamples: of the bootstrap over messages.

    Returns:
        Plain data: the number of messages; for each strategy and measure mean and 95 % interval, and for all but the
        baseline the mean difference from it with its interval.

    Raises:
        DataError: there are fewer conversations than folds.
    """
    import numpy as np

    exchanges = retriever.exchanges
    conversations = list(dict.fromkeys(exchange.conversation for exchange in exchanges))
    if len(conversations) < folds:
        raise DataError(f"{len(conversations)} conversations do not part in {folds} folds: give more, or fewer folds")
    measures = measures_of(exchanges, judge, peers)
    true = np.arange(len(exchanges))
    values = {strategy: {name: np.zeros(len(true)) for name in measures} for strategy in ("random", *WEIGHTS)}
    for seed in seeds:
        told = _answers(retriever, conversations, folds, seed)
        for strategy, places in told.items():
            for name, measure in measures.items():
                values[strategy][name] += measure(true, places) / len(seeds)
    found: dict[str, Any] = {}
    for strategy, by_measure in values.items():
        found[strategy] = {}
        for name, held in by_measure.items():
            found[strategy][name] = _mean(held, resamples, seeds[0])
            if strategy != BASELINE:
                gap = _mean(held - values[BASELINE][name], resamples, seeds[0])
                found[strategy][name] |= {f"difference{part[4:]}": value for part, value in gap.items()}
    return {"messages": len(exchanges), "left_out": retriever.left_out, "strategies": found}


def _answers(
    retriever: ReplyRetriever, conversations: Sequence[str], folds: int, seed: int
) -> dict[str, npt.NDArray[np.intp]]:
    """Give, by strategy, the place of the reply that each message is answered with."""
    import numpy as np

    generator = random.Random(seed)  # noqa: S311
    shuffled = list(conversations)
    generator.shuffle(shuffled)
    fold_of = {conversation: place % folds for place, conversation in enumerate(shuffled)}
    fold = np.array([fold_of[exchange.conversation] for exchange in retriever.exchanges])
    told = {strategy: np.zeros(len(fold), dtype=np.intp) for strategy in ("random", *WEIGHTS)}
    for number in range(folds):
        asked = np.flatnonzero(fold == number)
        pool = np.flatnonzero(fold != number)
        pool = pool[generator.sample(range(len(pool)), len(pool))]  # of equal scores the first is taken
        semantic = retriever.vectors[asked] @ retriever.vectors[pool].T
        emotional = retriever.emotional(retriever.felt[asked], retriever.aimed[asked])[:, pool]
        told["random"][asked] = pool[[generator.randrange(len(pool)) for _ in asked]]
        for strategy, weight in WEIGHTS.items():
            told[strategy][asked] = pool[fuse(semantic, emotional, weight).argmax(axis=1)]
    return told


def _mean(values: Floats, resamples: int, seed: int) -> dict[str, Any]:
    bounds = bootstrap_interval(values[:, None], _means, resamples=resamples, seed=seed)
    return {"mean": rounded(values.mean()), "mean_interval": [rounded(bound) for bound in bounds]}


def _means(drawn: Floats, kinds: Floats) -> Floats:
    found: Floats = (drawn @ kinds)[:, 0] / drawn.sum(axis=1)
    return found


def _cosines(one: Floats, other: Floats) -> Floats:
    """Give cosines of rows; two empty rows are alike, an empty one and another are not."""
    import numpy as np

    lengths = np.linalg.norm(one, axis=1), np.linalg.norm(other, axis=1)
    product = lengths[0] * lengths[1]
    dots = np.einsum("ij,ij->i", one, other) / np.where(product > 0, product, 1)
    found: Floats = np.where((lengths[0] == 0) & (lengths[1] == 0), 1.0, dots)
    return found

"""Find a reply that a person gave to a message alike: in what it says, and in what it feels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tone.classify.result import Classification
from tone.emotion import Knowledge
from tone.errors import DataError
from tone.uses.crisis import CrisisGuard
from tone.uses.dialogues import Exchange
from tone.uses.response import ResponsePlan, plan_response

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from tone.classify.classifier import EmotionClassifier
    from tone.embed.encoder import Encoder, Vectors

    Floats = npt.NDArray[np.float32]

EMOTION_WEIGHT = 0.25
"""How much the match of emotions counts beside that of meaning, 0 to 1, unless asked otherwise."""


@dataclass(frozen=True, slots=True)
class Retrieved:
    """A reply that was found.

    Attributes:
        exchange: the reply, and the message that it answered.
        score: by which it was chosen, in standard deviations over all candidates.
        semantic: cosine of the two messages.
        emotional: the match of emotions, 0 to 1.
    """

    exchange: Exchange
    score: float
    semantic: float
    emotional: float

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON."""
        return {
            "reply": self.exchange.reply,
            "to": self.exchange.message,
            "row": self.exchange.number,
            "score": self.score,
            "semantic": self.semantic,
            "emotional": self.emotional,
        }


class ReplyRetriever:
    """Chooses among replies by the messages that they answered, and by the emotions of both.

    The match of meaning is the cosine of the two messages. The match of emotions is the mean of two cosines over all
    nodes: of what the two messages feel, and of what the plan aims for with what the reply speaks of. Both matches are
    put on one scale, standard deviations over the candidates, and weighted.

    Args:
        exchanges: the candidates; those that hold a phrase of a crisis, in message or reply, are left out.
        classifier: reads the emotions.
        encoder: gives the vectors.
        guard: looks for phrases of a crisis.

    Attributes:
        exchanges: the candidates that are left.
        left_out: how many are not.

    Raises:
        DataError: no candidate is left.
    """

    def __init__(
        self, exchanges: Iterable[Exchange], classifier: EmotionClassifier, encoder: Encoder, guard: CrisisGuard
    ) -> None:
        given = tuple(exchanges)
        self.exchanges = tuple(
            exchange for exchange in given if not guard.find(exchange.message) and not guard.find(exchange.reply)
        )
        self.left_out = len(given) - len(self.exchanges)
        self._encoder = encoder
        self._knowledge = classifier.knowledge
        self._keys = {key: place for place, key in enumerate(classifier.knowledge.taxonomy)}
        if not self.exchanges:
            raise DataError("no reply to choose from: all exchanges hold phrases of a crisis; give others")
        messages = [exchange.message for exchange in self.exchanges]
        self.vectors = encoder.encode(messages)
        plans = plan_all(classifier.pipe(messages), classifier.knowledge, guard)
        self.felt = self._profiles(plan.message.scores() for plan in plans)
        self.aimed = self._profiles(plan.profile() for plan in plans)
        replies = classifier.pipe(exchange.reply for exchange in self.exchanges)
        self.spoken = self._profiles(reply.scores() for reply in replies)

    def retrieve(self, plan: ResponsePlan, *, k: int = 1, weight: float = EMOTION_WEIGHT) -> list[Retrieved]:
        """Find the best replies to a message.

        Args:
            plan: of the message.
            k: how many replies.
            weight: how much the match of emotions counts beside that of meaning, 0 to 1.

        Returns:
            The best first, ties in the order of the candidates; none where the plan tells of a crisis.

        Raises:
            ValueError: the weight is not from 0 to 1.
        """
        if not 0 <= weight <= 1:
            raise ValueError(f"weight {weight} is not from 0 to 1: 0 goes by meaning alone, 1 by emotions alone")
        if plan.crisis:
            return []
        vector = self._encoder.encode([" ".join(plan.message.text.split())])
        felt, aimed = self._profiles([plan.message.scores()]), self._profiles([plan.profile()])
        semantic, emotional = vector @ self.vectors.T, self.emotional(felt, aimed)
        scores = fuse(semantic, emotional, weight)[0]
        order = sorted(range(len(scores)), key=lambda place: (-scores[place], place))[:k]
        return [
            Retrieved(self.exchanges[n], float(scores[n]), float(semantic[0, n]), float(emotional[0, n])) for n in order
        ]

    def emotional(self, felt: Floats, aimed: Floats) -> Floats:
        """Give how well emotions match.

        Args:
            felt: what messages feel, of shape (messages, nodes), rows of length 1 or 0.
            aimed: what their plans aim for, likewise.

        Returns:
            Array of shape (messages, candidates), 0 to 1.
        """
        found: Floats = (felt @ self.felt.T + aimed @ self.spoken.T) / 2
        return found

    def _profiles(self, scores: Iterable[Mapping[str, float]]) -> Floats:
        import numpy as np

        rows = list(scores)
        matrix = np.zeros((len(rows), len(self._keys)), dtype=np.float32)
        for place, row in enumerate(rows):
            for key, score in row.items():
                matrix[place, self._keys[key]] = score
        lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
        matrix /= np.where(lengths > 0, lengths, 1)
        return matrix


def plan_all(messages: Iterable[Classification], knowledge: Knowledge, guard: CrisisGuard) -> Sequence[ResponsePlan]:
    """Plan a reply to each message; see `plan_response`."""
    return [plan_response(message, knowledge, guard) for message in messages]


def fuse(semantic: Vectors, emotional: Floats, weight: float) -> Floats:
    """Give the scores by which replies are chosen: both matches in standard deviations, weighted.

    Args:
        semantic: array of shape (messages, candidates).
        emotional: likewise.
        weight: of the second, 0 to 1.
    """
    found: Floats = (1 - weight) * _standard(semantic) + weight * _standard(emotional)
    return found


def _standard(values: Floats) -> Floats:
    import numpy as np

    spread = values.std(axis=1, keepdims=True)
    found: Floats = (values - values.mean(axis=1, keepdims=True)) / np.where(spread > 0, spread, 1)
    return found

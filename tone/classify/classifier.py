"""The classifier: from text to nodes of the ontology, without labelled data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from tone.classify.mentions import MentionFinder
from tone.classify.result import Classification
from tone.classify.scoring import choose, roll_up
from tone.emotion import Knowledge
from tone.errors import TextError, ToneError
from tone.model import Tier
from tone.text.cues import CueFinder

MODES = ("lexical",)


class EmotionClassifier:
    """Finds the emotions a text speaks of, from the words of the knowledge base alone.

    A classifier never changes and may be shared between threads.

    Args:
        knowledge: the knowledge base, as `tone.load` gives it.
        mode: how texts are read: "lexical" goes by the words of the lexicon.

    Raises:
        ToneError: there is no such mode.

    Example:
        >>> import tone
        >>> clf = tone.EmotionClassifier(tone.load())
        >>> clf.classify("I wasn't happy, just relieved that it was over.").emotion
        Emotion('joy/relief', tier=2)
        >>> clf.predict(["so proud", "They left me lonely.", "It is Tuesday."], tier=1)
        ['joy', 'sadness', None]
    """

    def __init__(self, knowledge: Knowledge, *, mode: str = "lexical") -> None:
        if mode not in MODES:
            raise ToneError(f"no mode {mode!r}: available are {', '.join(MODES)}")
        self.mode = mode
        self._knowledge = knowledge
        self._mentions = MentionFinder(knowledge, CueFinder(knowledge.cues))

    @property
    def knowledge(self) -> Knowledge:
        """The knowledge base it goes by."""
        return self._knowledge

    def classify(self, text: str) -> Classification:
        """Classify one text.

        Args:
            text: any text, also an empty or a very long one; the time it takes grows with its length, no faster.

        Returns:
            The answer with its evidence; `emotion` is None where nothing in the text speaks of one.

        Raises:
            TextError: the argument is not a `str`.
        """
        mentions = self._mentions.find(text)
        taxonomy = self._knowledge.taxonomy
        scores = roll_up(mentions, taxonomy)
        chosen = choose(scores, taxonomy)
        return Classification(
            text,
            None if chosen is None else self._knowledge[chosen],
            mentions,
            tuple((self._knowledge[key], score) for key, score in scores.items()),
        )

    def predict(self, texts: Iterable[str], *, tier: int = 1) -> list[str | None]:
        """Give one label a text.

        Args:
            texts: the texts; a single `str` is refused, as it would be taken letter by letter.
            tier: the tier of the labels: 1, 2 or 3.

        Returns:
            The label of the best emotion of that tier for each text, in order; None where there is no evidence of any.

        Raises:
            TextError: `texts` is a single text, or one of them is not a `str`.
            ValueError: there is no such tier.
        """
        wanted = Tier(tier)
        best = (result.best(tier=wanted) for result in self.pipe(texts))
        return [None if emotion is None else emotion.label for emotion in best]

    def pipe(self, texts: Iterable[str], *, batch_size: int = 256) -> Iterator[Classification]:
        """Classify a stream of texts in constant memory.

        Args:
            texts: the texts, which may be an endless iterator.
            batch_size: how many texts are read ahead and classified together.

        Yields:
            One classification a text, in order.

        Raises:
            TextError: `texts` is a single text, or one of them is not a `str`; the message has its index.
            ValueError: the batch size is below 1.
        """
        if isinstance(texts, (str, bytes)):
            raise TextError("expected several texts, got one: put it in a list, or use classify()")
        if batch_size < 1:
            raise ValueError(f"batch_size {batch_size} is below 1")
        return self._stream(iter(texts), batch_size)

    def _stream(self, texts: Iterator[str], batch_size: int) -> Iterator[Classification]:
        done = 0
        while batch := list(islice(texts, batch_size)):
            for text in batch:
                try:
                    yield self.classify(text)
                except TextError as error:
                    raise TextError(f"text {done}: {error}") from error
                done += 1

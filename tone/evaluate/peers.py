"""What users would otherwise pick, behind the same protocol: each is imported only when it is started.

A peer that is not installed, or does not start, says why with a `PeerError`; nothing is ever downloaded for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from tone.errors import ToneError
from tone.evaluate.predictor import Prediction, Predictor, pick
from tone.text.tokens import tokenise

if TYPE_CHECKING:
    from tone.embed.encoder import Encoder

NRC = {
    "anger": "anger",
    "disgust": "anger",
    "fear": "fear",
    "joy": "joy",
    "sadness": "sadness",
    "surprise": "surprise",
}
"""Plutchik's emotions in NRCLex; trust and anticipation have no home, positive and negative are polarity."""
TEXT2EMOTION = {"Angry": "anger", "Fear": "fear", "Happy": "joy", "Sad": "sadness", "Surprise": "surprise"}
EMPATH = {
    **dict.fromkeys(("anger", "aggression", "disgust", "envy", "exasperation", "hate"), "anger"),
    **dict.fromkeys(("irritability", "rage", "torment"), "anger"),
    **dict.fromkeys(("fear", "horror", "nervousness"), "fear"),
    **dict.fromkeys(("joy", "cheerfulness", "contentment", "optimism", "pride", "zest"), "joy"),
    **dict.fromkeys(("love", "affection", "lust"), "love"),
    **dict.fromkeys(("sadness", "disappointment", "neglect", "shame", "suffering", "sympathy"), "sadness"),
    "surprise": "surprise",
}
"""Empath's categories that are named after an emotion of the tree, with its primary."""

ROOTS = ("anger", "fear", "joy", "love", "sadness", "surprise")


class PeerError(ToneError):
    """A peer is not installed, or does not start."""


class Peer:
    """A peer, started.

    Args:
        name: name of the run.
        package: its distribution, for its version.
        predict: gives the answer for one text.
        gives_emotions: whether it knows primary emotions.
        note: how its answers are read.
    """

    def __init__(
        self,
        name: str,
        package: str,
        predict: Callable[[str], Prediction],
        *,
        gives_emotions: bool = True,
        note: str,
    ) -> None:
        self.name = name
        self.gives_emotions = gives_emotions
        self.configuration: Mapping[str, str | int | float] = {
            "package": package,
            "version": _version(package),
            "reading": note,
        }
        self._predict = predict

    def predict(self, texts: Iterable[str]) -> Iterator[Prediction]:
        """Predict text by text."""
        return map(self._predict, texts)


def start_vader() -> Predictor:
    """Start VADER: its compound score is valence; emotional from 0.05 on either side, as its authors advise.

    Hutto, C. & Gilbert, E. (2014). VADER: a parsimonious rule-based model for sentiment analysis. ICWSM.
    """
    analyzer = _imported("vaderSentiment.vaderSentiment").SentimentIntensityAnalyzer()

    def predict(text: str) -> Prediction:
        compound = analyzer.polarity_scores(text)["compound"]
        return Prediction(abs(compound) >= 0.05, emotional=abs(compound), valence=compound)

    note = "compound as valence, its size as emotional score, neutral below 0.05"
    return Peer("vader", "vaderSentiment", predict, gives_emotions=False, note=note)


def start_textblob() -> Predictor:
    """Start TextBlob: its polarity is valence."""
    blob = _imported("textblob").TextBlob

    def predict(text: str) -> Prediction:
        polarity = float(blob(text).sentiment.polarity)
        return Prediction(polarity != 0, emotional=abs(polarity), valence=polarity)

    note = "polarity as valence, its size as emotional score"
    return Peer("textblob", "textblob", predict, gives_emotions=False, note=note)


def start_nrclex() -> Predictor:
    """Start NRCLex on our tokens, as its own reading of raw text needs corpora that do not come with it.

    Mohammad, S. & Turney, P. (2013). Crowdsourcing a word-emotion association lexicon. Computational Intelligence 29.
    """
    lexicon = _imported("nrclex").NRCLex()
    lemmas, how = _lemmas()

    def predict(text: str) -> Prediction:
        known = lexicon.__lexicon__
        words = [token.form for token in tokenise(text)]
        lexicon.load_token_list([word if word in known else lemmas(word) for word in words])
        counts = lexicon.raw_emotion_scores
        weights = {"positive": 1, "negative": -1}
        signed = [weight * counts.get(name, 0) for name, weight in weights.items()]
        size = sum(map(abs, signed))
        return _counted(counts, NRC, valence=sum(signed) / size if size else 0.0)

    note = f"TONE's tokens, {how}; disgust under anger; trust and anticipation have no home; ties by name"
    return Peer("nrclex", "nrclex", predict, note=note)


def start_empath() -> Predictor:
    """Start Empath with its categories that are named after an emotion of the tree.

    Fast, E., Chen, B. & Bernstein, M. (2016). Empath: understanding topic signals in large-scale text. CHI.
    """
    empath = _imported("empath").Empath()
    categories = [*EMPATH, "positive_emotion", "negative_emotion"]

    def predict(text: str) -> Prediction:
        counts = empath.analyze(text, categories=categories) or {}
        plus, minus = counts.get("positive_emotion", 0), counts.get("negative_emotion", 0)
        return _counted(counts, EMPATH, valence=(plus - minus) / (plus + minus) if plus + minus else 0.0)

    return Peer("empath", "empath", predict, note=f"{len(EMPATH)} categories named after emotions, added up by primary")


def start_text2emotion() -> Predictor:
    """Start text2emotion, kept from downloading corpora when it is imported."""
    try:
        import nltk
    except ImportError as error:
        raise PeerError(f"not installed ({error})") from error
    download, nltk.download = nltk.download, lambda *_, **__: False
    try:
        module = _imported("text2emotion")
    finally:
        nltk.download = download

    def predict(text: str) -> Prediction:
        return _counted(module.get_emotion(text), TEXT2EMOTION)

    predict("a happy day")
    return Peer("text2emotion", "text2emotion", predict, note="its five emotions; it has no love")


class ZeroShot:
    """The nearest of the six names to the text, by a sentence encoder.

    Yin, W., Hay, J. & Roth, D. (2019). Benchmarking zero-shot text classification. EMNLP.

    Args:
        encoder: the encoder.
        batch_size: texts encoded together.
    """

    gives_emotions = True

    def __init__(self, encoder: Encoder, *, batch_size: int = 512) -> None:
        self.name = f"zero-shot-{encoder.name.rpartition('/')[2]}"
        self.configuration: Mapping[str, str | int | float] = {
            "encoder": encoder.name,
            "revision": encoder.revision,
            "reading": "cosine of the text with each of the six names; it never abstains",
        }
        self._encoder = encoder
        self._batch_size = batch_size

    def predict(self, texts: Iterable[str]) -> Iterator[Prediction]:
        """Predict in batches."""
        from itertools import islice

        names = self._encoder.encode(ROOTS)
        stream = iter(texts)
        while batch := list(islice(stream, self._batch_size)):
            for cosines in self._encoder.encode(batch) @ names.T:
                scores = dict(zip(ROOTS, map(float, cosines), strict=True))
                best = max(scores, key=scores.__getitem__)
                yield Prediction(True, scores, (best,), best, emotional=scores[best])


PEERS: dict[str, Callable[[], Predictor]] = {
    "vader": start_vader,
    "nrclex": start_nrclex,
    "text2emotion": start_text2emotion,
    "textblob": start_textblob,
    "empath": start_empath,
}
"""How to start each peer that needs nothing but its package."""


def start_peers() -> tuple[list[Predictor], dict[str, str]]:
    """Start all peers that do start.

    Returns:
        The peers, and for each of the others why it did not.
    """
    started: list[Predictor] = []
    reasons: dict[str, str] = {}
    for name, start in PEERS.items():
        try:
            started.append(start())
        except Exception as error:  # whatever a third party raises is the reason to list
            lines = [line.strip(" *\n") for line in str(error).splitlines()]
            said = next((line for line in lines if line), "")
            reasons[name] = said if isinstance(error, PeerError) else f"does not start: {type(error).__name__}: {said}"
    return started, reasons


def _counted(counts: Mapping[str, Any], mapping: Mapping[str, str], *, valence: float | None = None) -> Prediction:
    scores: dict[str, float] = {}
    for name, key in mapping.items():
        if counts.get(name):
            scores[key] = scores.get(key, 0.0) + float(counts[name])
    nodes = pick(scores)
    return Prediction(bool(nodes), scores, nodes, nodes[0] if nodes else None, valence=valence)


def _lemmas() -> tuple[Callable[[str], str], str]:
    """Give a lemmatiser, as NRCLex itself lemmatises raw text."""
    try:
        from lemminflect import getAllLemmas
    except ImportError:
        return str, "not lemmatised (lemminflect is not installed)"
    from functools import lru_cache

    @lru_cache(maxsize=65536)
    def lemma(word: str) -> str:
        found = sorted(form for forms in getAllLemmas(word).values() for form in forms)
        return found[0] if found else word

    return lemma, "unknown words lemmatised by lemminflect"


def _imported(name: str) -> Any:
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name.partition(".")[0]:
            raise
        raise PeerError(f"not installed: pip install 'tone-ontology[peers]' brings {error.name}") from error


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"

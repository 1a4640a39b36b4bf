"""What judges candidates beside the sources' own word: Sentence-BERT, and how common words are."""

from __future__ import annotations

from collections.abc import Callable

from tone.build.sources import SourceFolder
from tone.embed.encoder import Encoder
from tone.embed.sentence import SentenceEncoder
from tone.errors import MissingExtraError

JUDGES = ("minilm", "mpnet")
"""Keys of the encoders that judge, with equal say."""


def sentence_encoder(sources: SourceFolder, key: str) -> Encoder:
    """Open an encoder of the sources, all of whose files are checked first.

    Args:
        sources: the sources; vectors are kept beside them, so that an interrupted build goes on where it stopped.
        key: its key in ``vocab/sources.toml``: minilm or mpnet.

    Raises:
        DataError: a file of the model is missing or not the one meant.
        MissingExtraError: sentence-transformers is not installed.
    """
    source = sources.sources[key]
    for entry in source.files:
        sources.file(key, entry.path)
    return SentenceEncoder(sources.root / key, source.title, cache=sources.root / "vectors")


def revision(sources: SourceFolder, key: str) -> str:
    """Name an encoder with how the SHA-256 of its weights begins, as in minilm@53aa51172d14."""
    weights = next(entry for entry in sources.sources[key].files if entry.path == "model.safetensors")
    return f"{key}@{weights.sha256[:12]}"


def zipf_frequency(sources: SourceFolder) -> Callable[[str], float]:
    """Open wordfreq, whose numbers are evidence and are not committed.

    Returns:
        A function that gives the Zipf frequency of a form: log10 of its uses in 10^9 words; of a phrase, that of its
        rarest word, as wordfreq guesses phrases from their words.

    Raises:
        DataError: its data are not those meant.
        MissingExtraError: wordfreq is not installed.
    """
    sources.file("wordfreq", "large_en.msgpack.gz")
    try:
        from wordfreq import zipf_frequency as of_word
    except ImportError as error:
        raise MissingExtraError("wordfreq", "build", "telling common words") from error
    return lambda form: min(float(of_word(word, "en")) for word in form.split())


def ranked_words(sources: SourceFolder, count: int) -> list[str]:
    """Give the commonest words of English by wordfreq, the commonest first.

    Raises:
        DataError: its data are not those meant.
        MissingExtraError: wordfreq is not installed.
    """
    sources.file("wordfreq", "large_en.msgpack.gz")
    try:
        from wordfreq import top_n_list
    except ImportError as error:
        raise MissingExtraError("wordfreq", "build", "listing common words") from error
    return list(top_n_list("en", count))

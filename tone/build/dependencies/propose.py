"""All methods together: from the sources and tables to the proposals that maintainers decide on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from tone.build.dependencies import combinations, compositions, opposites
from tone.build.dependencies.antonyms import Antonym, morphological_opposites, mythes_antonyms, wordnet_antonyms
from tone.build.dependencies.claims import Claim, Proposal, weigh
from tone.build.dependencies.definitions import gather_definitions
from tone.build.dependencies.parameters import OPPOSITES, RELIABILITY
from tone.build.dependencies.theory import from_theory, read_theory
from tone.build.dependencies.vocabularies import Vocabularies, axis, centres, read_vocabularies, valences
from tone.build.idioms import SOURCE as IDIOMS
from tone.build.judges import JUDGES, sentence_encoder
from tone.build.records import CANDIDATES
from tone.build.sources import SourceFolder
from tone.build.thesauri import read_polarity, read_unlabelled
from tone.build.wordnet import open_wordnet
from tone.classify.finder import MentionFinder
from tone.emotion import Knowledge
from tone.literature import OWN, citable
from tone.model import Entry
from tone.resources import DataFolder
from tone.tables import EMOTIONS, ENTRIES

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from tone.embed.encoder import Encoder


def read_texts(
    knowledge: Knowledge, texts: Sequence[str], progress: Callable[[int, int], None] | None
) -> list[list[str]]:
    """Read texts with the words of the knowledge base.

    Args:
        knowledge: the words and cues.
        texts: the texts.
        progress: told how many are read, and of how many.

    Returns:
        For each text the keys of the emotions that it mentions, in order; negated ones are left out.
    """
    finder = MentionFinder(knowledge)
    readings = []
    for number, text in enumerate(texts, start=1):
        readings.append([mention.emotion.key for mention in finder.find(text) if not mention.negated])
        if progress and number % 1000 == 0:
            progress(number, len(texts))
    return readings


def propose(
    folder: DataFolder,
    sources: SourceFolder,
    knowledge: Knowledge,
    progress: Callable[[int, int], None] | None = None,
) -> list[Proposal]:
    """Let every method make its claims, and weigh them.

    Args:
        folder: the data folder.
        sources: the fetched sources.
        knowledge: the knowledge base of the folder, to read unlabelled texts with.
        progress: told how many texts are read.

    Returns:
        The proposals of all three kinds, by kind and ends; the same input gives the same proposals.

    Raises:
        MissingExtraError: nltk or sentence-transformers is not installed.
        DataError: a source or a table is missing or at fault.
    """
    # encoders and thesauri know words, and would take "over the moon" at its word
    entries = [entry for entry in ENTRIES.read(folder.entries) if set(entry.sources) != {IDIOMS}]
    vocabularies = read_vocabularies(EMOTIONS.read(folder.emotions), entries)
    theory = read_theory(folder.vocab / "theory.tsv", vocabularies.records, citable(folder))
    texts = list(read_unlabelled(sources))
    readings = read_texts(knowledge, texts, progress)
    wordnet = open_wordnet(sources)
    definitions = list(gather_definitions(vocabularies, wordnet))
    candidates = CANDIDATES.read(folder.vocab / "candidates.tsv.gz")
    polarity = read_polarity(sources)
    valence = valences(vocabularies, polarity, OPPOSITES.valence_prior)
    space = _space(vocabularies, entries, polarity, [sentence_encoder(sources, key) for key in JUDGES])
    forms = {form for words in vocabularies.words.values() for form in words}

    cited = f"{JUDGES[0]}: with {', '.join(JUDGES[1:])}, "

    def opposite_words(pairs: list[Antonym], method: str, source: str) -> Iterator[Claim]:
        return opposites.from_antonyms(pairs, vocabularies, method=method, source=source)

    claims = chain(
        opposite_words(wordnet_antonyms(wordnet, forms), "antonyms", "wordnet"),
        opposite_words(mythes_antonyms(sources, forms), "mythes_antonyms", "mythes"),
        opposite_words(morphological_opposites(forms), "morphology", OWN),
        opposites.from_definitions(definitions, vocabularies, valence),
        opposites.from_circumplex(vocabularies, valence, space.activation),
        opposites.from_polarity_axis(vocabularies, space.centres, space.polarity, cited=cited),
        opposites.from_contrasts(texts, vocabularies),
        compositions.from_definitions(definitions, vocabularies),
        compositions.from_shared_vocabulary(candidates, vocabularies),
        compositions.from_decomposition(vocabularies, space.centres, cited=cited),
        combinations.from_definitions(definitions, vocabularies),
        combinations.from_vectors(vocabularies, space.centres, cited=cited),
        combinations.from_transitions(readings),
        from_theory(theory),
    )
    return weigh(claims, RELIABILITY)


class _Space(NamedTuple):
    """The emotions in the space of the encoders, put side by side, so that each cosine is the mean of theirs."""

    centres: npt.NDArray[np.float32]
    polarity: npt.NDArray[np.float32]
    activation: dict[str, float]


def _space(
    vocabularies: Vocabularies, entries: Sequence[Entry], polarity: Mapping[str, float], encoders: Sequence[Encoder]
) -> _Space:
    import numpy as np

    ranked = sorted((word for word in polarity if word.isalpha()), key=lambda word: (polarity[word], word))
    high, low = ranked[-OPPOSITES.polarity_pole :], ranked[: OPPOSITES.polarity_pole]
    half = len(encoders) ** -0.5
    found = np.concatenate([centres(vocabularies, entries, encoder) * half for encoder in encoders], axis=1)
    pleasant = np.concatenate([axis(encoder, high, low) * half for encoder in encoders])
    poles = OPPOSITES.high_activation, OPPOSITES.low_activation
    active = found @ np.concatenate([axis(encoder, *poles) * half for encoder in encoders])
    # ranks, as only the order along an axis means anything
    ranks = np.argsort(np.argsort(np.round(active, 4), kind="stable"), kind="stable") / (len(active) - 1)
    activation = {key: round(float(rank), 2) for key, rank in zip(vocabularies.keys, ranks, strict=True)}
    return _Space(found.astype(np.float32), pleasant.astype(np.float32), activation)

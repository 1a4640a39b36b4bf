"""Candidates: every form that some source puts near an emotion, with the source and the relation.

Nothing is judged here. A row says that a source joins a form with a name of an emotion (its label, adjective or alias),
or, with an empty emotion, that the form is used of feelings without saying which; the overlap step decides.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tone.build.emoji import emoji_candidates
from tone.build.records import Candidate
from tone.build.sources import SourceFolder
from tone.build.thesauri import Group, read_gcide, read_moby, read_mythes, read_roget, read_unlabelled
from tone.build.wordnet import PARTS, open_wordnet, written
from tone.model import EmotionRecord, PartOfSpeech, Status

FORM = re.compile(r"[a-z][a-z'-]*(?: [a-z][a-z'-]*){0,4}")
"""What may be a form: one to five words of letters, apostrophes and hyphens."""

FRAME = re.compile(
    r"\b(?:feel|feels|feeling|felt|am|i'm|makes? me|made me|get|got|was|were) "
    r"(?:so |very |really |pretty |too |kinda |a bit |a little |extremely |incredibly )*([a-z]+(?:-[a-z]+)?)\b"
)
"""What people say of a feeling: "I feel so overwhelmed", "it made me sick"."""

FRAME_COUNT = 3
"""How often a word must stand in the frame; twice is still often a slip or a name."""

_FEELING = re.compile(r"\b(?:feel|feels|feeling|feelings|emotion|emotional|emotions|mood|felt)\b")


def gather(folder: SourceFolder, records: Iterable[EmotionRecord], *, with_gcide: bool = False) -> list[Candidate]:
    """Gather the candidates of all emotions from all sources but the encoder.

    Args:
        folder: the fetched sources.
        records: the emotions.
        with_gcide: whether GCIDE's synonym lists, which are GPL, serve as evidence; what is gathered with them is not
            to be committed.

    Returns:
        The candidates, merged over repetitions and sorted.

    Raises:
        DataError: a source is missing or not the one meant.
    """
    names = names_of(records)
    wordnet = open_wordnet(folder)
    found: Counter[tuple[str, str, str, str, str]] = Counter()
    for form, pos, emotion, relation in _from_wordnet(wordnet, names):
        found[form, pos, emotion, "wordnet", relation] += 1
    thesauri = [("moby", read_moby), ("mythes", read_mythes), ("roget", read_roget)]
    for source, read in [*thesauri, ("gcide", read_gcide)] if with_gcide else thesauri:
        for form, emotion, relation in _from_groups(read(folder), names):
            found[form, "", emotion, source, relation] += 1
    for form, count in _from_frames(read_unlabelled(folder), wordnet):
        found[form, PartOfSpeech.ADJECTIVE.value, "", "unlabelled", "frame"] += count
    rows = [Candidate(*key, float(count)) for key, count in found.items() if FORM.fullmatch(key[0])]
    rows += emoji_candidates(folder, names)
    return sorted(rows, key=lambda row: (row.form, row.pos, row.emotion, row.source, row.relation))


def names_of(records: Iterable[EmotionRecord]) -> dict[str, str]:
    """Give the names by which sources know the emotions: labels, adjectives, aliases; the broadest has shared ones."""
    names: dict[str, str] = {}
    for record in sorted(records, key=lambda record: (record.tier, record.key)):
        if record.status is Status.ACCEPTED:
            for name in (record.label, record.adjective, *record.aliases):
                names.setdefault(name.lower(), record.key)
    return names


def _from_wordnet(wordnet: Any, names: Mapping[str, str]) -> Iterator[tuple[str, str, str, str]]:
    adverbs: dict[Any, list[Any]] = defaultdict(list)
    for synset in wordnet.all_synsets("r"):
        for lemma in synset.lemmas():
            for adjective in lemma.pertainyms():
                adverbs[adjective].append(lemma)
    for name, emotion in names.items():
        for synset in wordnet.synsets(name.replace(" ", "_")):
            for relation, near in _near(synset):
                for lemma in near.lemmas():
                    yield _form(lemma), PARTS[near.pos()].value, emotion, relation
                    for other in (*lemma.derivationally_related_forms(), *adverbs.get(lemma, ())):
                        yield _form(other), PARTS[other.synset().pos()].value, emotion, f"{relation} derived"
    yield from _from_glosses(wordnet, names)


def _from_glosses(wordnet: Any, names: Mapping[str, str]) -> Iterator[tuple[str, str, str, str]]:
    pattern = re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, names), key=len, reverse=True))})\b")
    for synset in wordnet.all_synsets():
        gloss = synset.definition().lower()
        pos = PARTS[synset.pos()].value
        named = sorted({names[word] for word in pattern.findall(gloss)})
        feeling = bool(_FEELING.search(gloss)) or synset.lexname() in ("noun.feeling", "verb.emotion")
        for lemma in synset.lemmas():
            for emotion in named:
                yield _form(lemma), pos, emotion, "gloss"
            if feeling:
                yield _form(lemma), pos, "", "feeling gloss"


def _form(lemma: Any) -> str:
    return written(lemma).lower()


def _near(synset: Any) -> Iterator[tuple[str, Any]]:
    yield "synonym", synset
    for similar in synset.similar_tos():
        yield "similar", similar
    for narrower in synset.hyponyms():
        yield "hyponym", narrower
        for deeper in narrower.hyponyms():
            yield "hyponym", deeper
    for attribute in synset.attributes():
        yield "attribute", attribute
    for related in (*synset.also_sees(), *synset.verb_groups()):
        yield "see also", related


def _from_groups(groups: Iterable[Group], names: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for head, words in groups:
        if head in names:
            for word in words:
                yield word, names[head], "forward"
        for emotion in sorted({names[word] for word in words if word in names}):
            if head:
                yield head, emotion, "reverse"
            else:
                for word in words:
                    yield word, emotion, "together"


def _from_frames(texts: Iterable[str], wordnet: Any) -> Iterator[tuple[str, int]]:
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(FRAME.findall(text.lower()))
    for form, count in sorted(counts.items()):
        # participles stand in WordNet as verbs: "overwhelmed", "stressed"
        described = wordnet.synsets(form, "a") or (form.endswith("ed") and wordnet.synsets(form, "v"))
        if count >= FRAME_COUNT and described:
            yield form, count

"""Candidates: every form that some source puts near an emotion, with the source and the relation.

Nothing is judged here. A row says that a source joins a form with a name of an emotion (its label, adjective or alias),
or, with an empty emotion, that the form is used of feelings without saying which; the overlap step decides.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tone.build.emoji import emoji_candidates
from tone.build.idioms import idiom_candidates
from tone.build.inflect import lemma_of
from tone.build.judges import ranked_words
from tone.build.neighbours import (
    COMMON_WORDS,
    NEAR_A_NAME,
    NEAR_ACCEPTED,
    common_words,
    neighbours,
    wordnet_phrases,
)
from tone.build.records import Candidate
from tone.build.sources import SourceFolder
from tone.build.thesauri import Group, read_gcide, read_moby, read_mythes, read_roget, read_unlabelled
from tone.build.usage import frames, frequent
from tone.build.wordnet import GLOSSES, PARTS, open_wordnet, written
from tone.idioms import Idiom
from tone.model import EmotionRecord, PartOfSpeech, Status

if TYPE_CHECKING:
    from tone.embed.encoder import Encoder

FORM = re.compile(r"[a-z][a-z'-]*(?: [a-z][a-z'-]*){0,4}")
"""What may be a form: one to five words of letters, apostrophes and hyphens."""

_FEELING = re.compile(r"\b(?:feel|feels|feeling|feelings|emotion|emotional|emotions|mood|felt)\b")


def gather(
    folder: SourceFolder,
    records: Iterable[EmotionRecord],
    encoder: Encoder,
    accepted: Collection[str] = (),
    *,
    idioms: Mapping[str, Idiom] | None = None,
    with_gcide: bool = False,
) -> list[Candidate]:
    """Gather the candidates of all emotions from all sources.

    Args:
        folder: the fetched sources.
        records: the emotions.
        encoder: finds neighbours of the emotions' names and of the accepted forms.
        accepted: forms that someone has accepted in review; their synonyms and neighbours are the next to be reviewed.
        idioms: the maintainers' own table of terms of several words.
        with_gcide: whether GCIDE's synonym lists, which are GPL, serve as evidence; what is gathered with them is not
            to be committed.

    Returns:
        The candidates, merged over repetitions and sorted.

    Raises:
        DataError: a source is missing or not the one meant.
        MissingExtraError: nltk, lemminflect or wordfreq is not installed.
    """
    names = names_of(records)
    accepted = [form for form in accepted if FORM.fullmatch(form)]
    wordnet = open_wordnet(folder)
    found: Counter[tuple[str, str, str, str, str]] = Counter()
    for form, pos, emotion, relation in _from_wordnet(wordnet, names):
        found[form, pos, emotion, "wordnet", relation] += 1
    thesauri = [("moby", read_moby), ("mythes", read_mythes), ("roget", read_roget)]
    for source, read in [*thesauri, ("gcide", read_gcide)] if with_gcide else thesauri:
        for form, emotion, relation in _from_groups(read(folder), names):
            found[form, "", emotion, source, relation] += 1
    for use in (*frames(read_unlabelled(folder), wordnet), *frequent(read_unlabelled(folder))):
        pos = PartOfSpeech.ADJECTIVE.value if use.relation == "frame" else ""
        found[use.form, pos, "", "unlabelled", use.relation] += use.times
    for form, pos in _synonyms(wordnet, accepted):
        found[form, pos, "", "wordnet", "synonym of accepted"] += 1
    rows = [Candidate(*key, float(count)) for key, count in found.items() if FORM.fullmatch(key[0])]
    compared = [*common_words(ranked_words(folder, COMMON_WORDS)), *wordnet_phrases(wordnet)]
    compared = [form for form in compared if FORM.fullmatch(form)]
    for exemplars, nearness in ((names, NEAR_A_NAME), (accepted, NEAR_ACCEPTED)):
        for form, exemplar in neighbours(compared, sorted(exemplars), encoder, nearness):
            relation = "neighbour" if exemplars is names else "neighbour of accepted"
            rows.append(Candidate(form, "", names.get(exemplar, ""), "minilm", relation, 1.0))
    rows += emoji_candidates(folder, names, accepted)
    rows += idiom_candidates(idioms or {})
    bases = {form: lemma_of(form) for form in {row.form for row in rows}}
    rows = [replace(row, lemma=bases[row.form]) for row in rows]
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


def _synonyms(wordnet: Any, accepted: Iterable[str]) -> Iterator[tuple[str, str]]:
    for form in sorted(accepted):
        for synset in wordnet.synsets(form.replace(" ", "_"))[:GLOSSES]:
            for lemma in synset.lemmas():
                yield _form(lemma), PARTS[synset.pos()].value


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

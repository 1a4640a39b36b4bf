"""Entries: from the taxonomy's own names, and from what review decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from tone.build.inflect import Inflect, Parts
from tone.build.records import Decision, Verb, Verdict
from tone.errors import DataError
from tone.model import EmotionRecord, Entry, PartOfSpeech, Status
from tone.text.tokens import is_symbol

HAND_KEPT = "semapv:ManualMappingCuration"
"""A maintainer said so."""
REVIEWED = "semapv:MappingReview"
"""Encoders proposed it and a maintainer accepted it."""

CONFIDENCE: Mapping[Verb, float] = {Verb.ACCEPT: 0.9, Verb.MOVE: 0.8, Verb.SPLIT: 0.7}
"""How sure one maintainer's decision is: most where the encoders agree with it."""

SECOND_OPINION = 0.05
"""What a second maintainer who decided alike adds."""

OUR_REVIEW = "TONE review"
"""Source of a form that only evidence led to: text shows that people use it, and maintainers vouch for it."""

FULL_SCORE = 0.8
"""Score of the machine from which a form has its full weight; about one form in ten reaches it."""

LEAST_WEIGHT = 0.3
"""Weight that a score of 0 would have: review accepted the form, after all."""

MOVED_SCORE = 0.4
"""Score taken for a form that review moved, as the machine's own speaks of another emotion: about the median."""

VETOED = 0.5
"""Share of its weight that a form keeps which the machine would have vetoed, most often as used in many senses."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of the forms that review decided on.

    Attributes:
        verdicts: the machine's verdict on each form.
        sources: keys of the sources of each form whose words may be released.
        encoder: the encoders with their revisions.
        curators: how many curators decided alike, for each form that several decided on.
    """

    verdicts: Mapping[str, Verdict]
    sources: Mapping[str, Collection[str]]
    encoder: str
    curators: Mapping[str, int]


def label_entries(records: Iterable[EmotionRecord], inflect: Inflect, parts: Parts | None = None) -> tuple[Entry, ...]:
    """Make the entries of all emotions from their labels, adjectives and aliases.

    A form that several emotions share goes to the broadest of them, as a bare name does everywhere in TONE; names that
    emotions of one tier share are an error of the table. An inflected form never takes a name from another emotion.

    Args:
        records: the emotions.
        inflect: gives the inflected forms of a form.
        parts: gives the word classes of a form; with it, labels that are verbs of feeling ("hate") have a verb entry
            as well.

    Returns:
        The entries, sorted by form, part of speech and emotion.

    Raises:
        DataError: two emotions of one tier claim a form.
    """
    in_use = [record for record in records if record.status is Status.ACCEPTED]
    holders: dict[str, EmotionRecord] = {}
    names: list[tuple[EmotionRecord, str, PartOfSpeech, str]] = []
    for record in sorted(in_use, key=lambda record: (record.tier, record.key)):
        for form, pos, source in _names(record, parts):
            holder = holders.setdefault(form, record)
            if holder is record:
                names.append((record, form, pos, source))
            elif holder.tier == record.tier:
                raise DataError(f"{form!r} is claimed by {holder.key!r} and {record.key!r}: keep it with one of them")
    entries = []
    for record, form, pos, source in names:
        inflected = (other for other in inflect(form, pos) if holders.setdefault(other, record) is record)
        forms = (form, *inflected)
        entries.append(Entry(form, form, pos, forms, record.key, 1.0, 1.0, HAND_KEPT, (source,), Status.ACCEPTED))
    return tuple(sorted(entries, key=_order))


def _names(record: EmotionRecord, parts: Parts | None) -> Iterator[tuple[str, PartOfSpeech, str]]:
    yield record.label, PartOfSpeech.NOUN, "TONE label"
    if parts and PartOfSpeech.VERB in parts(record.label, ""):
        yield record.label, PartOfSpeech.VERB, "TONE label"
    yield record.adjective, PartOfSpeech.ADJECTIVE, "TONE adjective"
    for alias in record.aliases:
        yield alias, PartOfSpeech.NOUN, "TONE alias"


def reviewed_entries(
    settled: Mapping[str, Decision],
    names: Iterable[Entry],
    evidence: Evidence,
    inflect: Inflect,
    parts: Parts,
    bases: Mapping[str, Iterable[tuple[str, PartOfSpeech]]],
) -> tuple[Entry, ...]:
    """Make the entries of the forms that review accepted.

    A form that is an inflected form of another one with the same emotion becomes a form of that one's entry. An
    inflected form that review itself rejected, or gave to another emotion, is not made; nor one that is a name.

    Args:
        settled: the standing decision of each form, rejections as well.
        names: the entries of the taxonomy's names, which stand above review.
        evidence: what else is known of the forms.
        inflect: gives the inflected forms of a form.
        parts: gives the word classes of a form.
        bases: what each form may be an inflected form of.

    Returns:
        The entries, sorted by form, part of speech and emotion.
    """
    taken: dict[str, set[str]] = defaultdict(set)
    for entry in names:
        for form in entry.forms:
            taken[form].add(entry.emotion)
    accepted = {
        form: decision.emotions for form, decision in settled.items() if decision.emotions and form not in taken
    }

    def inflected(form: str) -> Iterator[tuple[PartOfSpeech, tuple[str, ...]]]:
        classes = (PartOfSpeech.SYMBOL,) if is_symbol(form) else parts(form, evidence.verdicts[form].gloss)
        for pos in classes:
            others = (other for other in inflect(form, pos) if other not in taken)
            # forms belong to the entry with all its senses, so one sense in common is enough
            yield pos, tuple(o for o in others if o not in settled or {*settled[o].emotions} & {*accepted[form]})

    entries = []
    for form, emotions in sorted(accepted.items()):
        heads = [base for base, _ in bases.get(form, ()) if base != form and base in accepted]
        carried = {
            emotion for head in heads for _, others in inflected(head) if form in others for emotion in accepted[head]
        }
        for emotion in emotions:
            if emotion not in carried:
                for pos, others in inflected(form):
                    entries.append(_entry(settled[form], pos, emotion, (form, *others), evidence, bases))
    return tuple(sorted(entries, key=_order))


def _entry(
    decision: Decision,
    pos: PartOfSpeech,
    emotion: str,
    forms: tuple[str, ...],
    evidence: Evidence,
    bases: Mapping[str, Iterable[tuple[str, PartOfSpeech]]],
) -> Entry:
    form = decision.form
    verdict = evidence.verdicts[form]
    agrees = verdict.emotion == emotion
    weight = LEAST_WEIGHT + (1 - LEAST_WEIGHT) * min(
        1.0, max(0.0, verdict.score if agrees else MOVED_SCORE) / FULL_SCORE
    )
    lemma = next((base for base, part in bases.get(form, ()) if part is pos), form)
    confidence = CONFIDENCE[decision.verb] + (SECOND_OPINION if evidence.curators.get(form, 1) > 1 else 0)
    return Entry(
        form=form,
        lemma=lemma,
        pos=pos,
        forms=forms,
        emotion=emotion,
        weight=round(weight * (VETOED if verdict.veto else 1.0), 2),
        confidence=round(confidence, 2),
        justification=REVIEWED if agrees else HAND_KEPT,
        sources=tuple(sorted(evidence.sources.get(form) or {OUR_REVIEW})),
        status=Status.ACCEPTED,
        similarity=verdict.similarity if agrees else None,
        runner_up=verdict.runner_up if agrees else verdict.emotion,
        margin=verdict.margin if agrees else None,
        encoder=evidence.encoder,
        curator=decision.curator,
    )


def _order(entry: Entry) -> tuple[str, PartOfSpeech, str]:
    return (entry.form, entry.pos, entry.emotion)

"""The entries that the taxonomy itself gives: labels, aliases and experiencer adjectives, with their inflected forms.

Inflected forms are made here, once, with lemminflect's dictionary, and shipped in the table, so that no lemmatiser is
needed at run time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from tone.errors import DataError, MissingExtraError
from tone.model import EmotionRecord, Entry, PartOfSpeech, Status

HAND_KEPT = "semapv:ManualMappingCuration"
Inflect = Callable[[str, PartOfSpeech], Iterable[str]]

_UNIVERSAL = {PartOfSpeech.NOUN: ("NOUN", ("NNS",)), PartOfSpeech.ADJECTIVE: ("ADJ", ("JJR", "JJS"))}


def inflections(form: str, pos: PartOfSpeech) -> tuple[str, ...]:
    """Give the inflected forms of a noun or adjective: plural, or comparative and superlative.

    Only what lemminflect's dictionary (from the NIH SPECIALIST lexicon) lists is given; nothing is guessed by rule. Of
    a phrase the last word is inflected.

    Args:
        form: the canonical form.
        pos: its part of speech.

    Returns:
        The forms, sorted, without the canonical one.

    Raises:
        MissingExtraError: lemminflect is not installed.
    """
    try:
        from lemminflect import getAllInflections
    except ImportError as error:
        raise MissingExtraError("lemminflect", "build", "inflecting entries") from error
    universal, tags = _UNIVERSAL[pos]
    head, space, last = form.rpartition(" ")
    found = getAllInflections(last, upos=universal)
    forms = {f"{head}{space}{inflected}" for tag in tags for inflected in found.get(tag, ())}
    return tuple(sorted(forms - {form}))


def label_entries(records: Iterable[EmotionRecord], inflect: Inflect = inflections) -> tuple[Entry, ...]:
    """Make the entries of all emotions.

    A form that several emotions share goes to the broadest of them, as a bare name does everywhere in TONE; names that
    emotions of one tier share are an error of the table. An inflected form never takes a name from another emotion.

    Args:
        records: the emotions.
        inflect: gives the inflected forms of a form.

    Returns:
        The entries, sorted by form, part of speech and emotion.

    Raises:
        DataError: two emotions of one tier claim a form.
    """
    in_use = [record for record in records if record.status is Status.ACCEPTED]
    holders: dict[str, EmotionRecord] = {}
    names: list[tuple[EmotionRecord, str, PartOfSpeech, str]] = []
    for record in sorted(in_use, key=lambda record: (record.tier, record.key)):
        for form, pos, source in _names(record):
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
    return tuple(sorted(entries, key=lambda entry: (entry.form, entry.pos, entry.emotion)))


def _names(record: EmotionRecord) -> Iterator[tuple[str, PartOfSpeech, str]]:
    yield record.label, PartOfSpeech.NOUN, "TONE label"
    yield record.adjective, PartOfSpeech.ADJECTIVE, "TONE adjective"
    for alias in record.aliases:
        yield alias, PartOfSpeech.NOUN, "TONE alias"

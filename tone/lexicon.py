"""The words: an immutable index from forms to lexical entries, and from emotions to their entries."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from functools import cached_property
from pathlib import Path

from tone.errors import Problem, TableError
from tone.model import Entry, Status
from tone.text.phrases import PhraseIndex
from tone.text.tokens import normalise


class Lexicon:
    """The lexical entries in use.

    Args:
        entries: the entries; deprecated ones are kept but not found by form.
        emotions: the keys that exist.
        source: where the entries come from, named in errors.
        first_row: line of the first entry in its table, 0 if they come from no table.

    Raises:
        TableError: an entry names an unknown emotion, stands twice, has forms without its own form first, or has no
            letter or digit to be found by.
    """

    def __init__(
        self,
        entries: Iterable[Entry],
        emotions: Container[str],
        *,
        source: Path | str = "entries",
        first_row: int = 0,
    ) -> None:
        self.entries = tuple(entries)
        problems = list(find_problems(self.entries, emotions, first_row))
        if problems:
            raise TableError(source, problems)
        by_form: dict[str, list[Entry]] = {}
        by_emotion: dict[str, list[Entry]] = {}
        for entry in self.entries:
            if entry.status is not Status.ACCEPTED:
                continue
            by_emotion.setdefault(entry.emotion, []).append(entry)
            for written in entry.forms:
                found = by_form.setdefault(normalise(written), [])
                if not (found and found[-1] is entry):
                    found.append(entry)
        # sorted, so that the order of the entries given does not matter
        self._by_form = {form: _sorted(found) for form, found in by_form.items()}
        self._by_emotion = {key: _sorted(found) for key, found in by_emotion.items()}

    @cached_property
    def phrases(self) -> PhraseIndex:
        """The forms by their first word, to find them in texts."""
        return PhraseIndex(self._by_form)

    def __len__(self) -> int:
        """Give the number of entries in use."""
        return sum(map(len, self._by_emotion.values()))

    def lookup(self, form: str) -> tuple[Entry, ...]:
        """Give the entries that a word or phrase is a form of, in any case, the strongest first; none if unknown."""
        found = self._by_form.get(form)
        return found if found is not None else self._by_form.get(normalise(form), ())

    def of(self, key: str) -> tuple[Entry, ...]:
        """Give the entries of an emotion itself, not those of the emotions below it, the strongest first."""
        return self._by_emotion.get(key, ())

    def forms(self) -> Iterator[str]:
        """Iterate over all normalised forms."""
        return iter(self._by_form)


def _sorted(entries: list[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=_strongest_first)) if len(entries) > 1 else tuple(entries)


def _strongest_first(entry: Entry) -> tuple[float, str, str, str]:
    return (-entry.weight, entry.form, entry.pos, entry.emotion)


def find_problems(entries: tuple[Entry, ...], emotions: Container[str], first_row: int = 0) -> Iterator[Problem]:
    """Find entries that cannot be indexed.

    Yields:
        One problem a fault, in the order of the entries.
    """
    seen: set[tuple[str, str, str]] = set()
    for index, entry in enumerate(entries):
        row = first_row + index if first_row else 0
        if entry.emotion not in emotions:
            yield Problem(row, "emotion", f"{entry.form!r}: no emotion has the key {entry.emotion!r}")
        if entry.runner_up and entry.runner_up not in emotions:
            yield Problem(row, "runner_up", f"{entry.form!r}: no emotion has the key {entry.runner_up!r}")
        if not (entry.form.isalpha() or normalise(entry.form)):
            yield Problem(row, "form", f"{entry.form!r} has no letter or digit to be found by")
        if entry.forms[:1] != (entry.form,):
            yield Problem(
                row, "forms", f"the first of {'|'.join(entry.forms)!r} is not the entry's form {entry.form!r}"
            )
        identity = (entry.form, entry.pos, entry.emotion)
        if identity in seen:
            yield Problem(row, "form", f"{entry.form!r} ({entry.pos.value}) is given twice for {entry.emotion!r}")
        seen.add(identity)

"""The journal of a long run: what it does, and how far its output is whole."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tone.errors import DataError

if TYPE_CHECKING:
    from tone.classify.classifier import EmotionClassifier

HEAD_BYTES = 2**16
"""How much of an input is hashed; with size and time of change this tells whether it is the same."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How far a run has come.

    Attributes:
        rows: rows of the input that are answered in the output.
        position: of the output after them, as its sink counts.
        without_text: rows without a text, among them.
        abstained: rows without an answered emotion, among them.
    """

    rows: int = 0
    position: int = 0
    without_text: int = 0
    abstained: int = 0


class Journal:
    """A file with one line that says what is done, and one more for each checkpoint.

    Args:
        path: the file.
        task: what is done, of what, and how, as plain data; a run is gone on with only if it is the same.
    """

    def __init__(self, path: Path, task: dict[str, Any]) -> None:
        self.path = path
        self._task = task

    def begin(self) -> None:
        """Start a new journal."""
        self.path.write_text(json.dumps(self._task, sort_keys=True) + "\n", "utf-8")

    def record(self, checkpoint: Checkpoint) -> None:
        """Note a checkpoint, after its output has been written."""
        with self.path.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(asdict(checkpoint)) + "\n")

    def last(self) -> Checkpoint | None:
        """Give the last checkpoint; None if there is no journal to go on with.

        Raises:
            DataError: the journal is of another task; the message says what differs.
        """
        try:
            # Each line was written in one piece, but the last may have been cut off.
            lines = self.path.read_text("utf-8").split("\n")[:-1]
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise DataError(f"cannot read {self.path}: {error}; start anew, without resume") from error
        if not lines:
            return None
        try:
            begun, noted = json.loads(lines[0]), [Checkpoint(**json.loads(line)) for line in lines[1:]]
        except (ValueError, TypeError) as error:
            raise DataError(f"{self.path} is not a journal of TONE: start anew, without resume") from error
        now = json.loads(json.dumps(self._task))
        changed = sorted(key for key in {*begun, *now} if begun.get(key) != now.get(key))
        if changed:
            sides = {key: _differing(begun.get(key), now.get(key)) for key in changed}
            shown = "; ".join(f"{key} was {_short(was)}, is {_short(is_)}" for key, (was, is_) in sides.items())
            raise DataError(
                f"cannot resume: the run that {self.path} is of was another one ({shown}); start anew, without "
                "resume, or go back to what it was"
            )
        return noted[-1] if noted else None


def identity_of(path: Path) -> dict[str, Any]:
    """Give what tells a file from another: its size, when it was changed, and a hash of how it begins.

    Args:
        path: the file.

    Raises:
        DataError: it cannot be read.
    """
    try:
        facts = path.stat()
        with path.open("rb") as stream:
            head = stream.read(HEAD_BYTES)
    except OSError as error:
        raise DataError(f"cannot read {path}: {error.strerror}") from error
    return {"size": facts.st_size, "changed": facts.st_mtime_ns, "head": hashlib.sha256(head).hexdigest()}


def knowledge_hash(classifier: EmotionClassifier, scheme: str | None = None) -> str:
    """Hash what a classifier goes by: words with their weights, emotions, links, cues, and the number of affinities.

    Args:
        classifier: the classifier.
        scheme: name of another scheme that it answers in, whose mappings are hashed as well; None for none.
    """
    knowledge = classifier.knowledge
    digest = hashlib.sha256()
    for entry in knowledge.lexicon.entries:
        digest.update(f"{entry.form}\t{entry.emotion}\t{entry.weight}\t{entry.status.value}\n".encode())
    affinities = knowledge.affinities
    words = None if affinities is None else len(affinities)
    parts = (tuple(knowledge.taxonomy.records), knowledge.cues, knowledge.link_index.links, sorted(knowledge.muted))
    mapped = None if scheme is None else (knowledge.crosswalk(scheme).labels, list(knowledge.crosswalk(scheme)))
    for part in (*parts, words, mapped):
        digest.update(repr(part).encode())
    return digest.hexdigest()


def _differing(was: Any, now: Any) -> tuple[Any, Any]:
    """Leave out of two groups of settings those that are alike."""
    if not isinstance(was, dict) or not isinstance(now, dict):
        return was, now
    keys = sorted(key for key in {*was, *now} if was.get(key) != now.get(key))
    return {key: was.get(key) for key in keys}, {key: now.get(key) for key in keys}


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else text[:77] + "..."

"""From an encoder's vector of a text to emotions: centroids of the vocabulary, calibrated on unlabelled text.

A head holds, for one encoder, a direction and a bias for each primary and secondary emotion, and one for whether a text
is emotional at all. `calibrated` makes one from the vocabulary alone; those of the encoders that TONE's build knows are
learned further from unlabelled text (`tone.build.learning.heads`) and come with the data.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import log
from pathlib import Path
from typing import TYPE_CHECKING

from tone.embed.centroids import centroids
from tone.embed.encoder import Encoder
from tone.errors import DataError, OutputError
from tone.files import write_atomically
from tone.model import Entry, PartOfSpeech

if TYPE_CHECKING:
    from tone.embed.encoder import Vectors

UNTAUGHT = 0.35
"""The probability that a text is emotional where nothing was learned of that: just enough for an answer."""

SHARPNESS = 1.0
"""What standardised cosines are multiplied by before they become probabilities."""


@dataclass(frozen=True, slots=True)
class Head:
    """Directions of emotions in the space of one encoder.

    Attributes:
        encoder: name of the encoder.
        revision: checksum of its weights.
        keys: the emotions: first all primaries, then all secondaries.
        directions: array of shape (emotions + 1, dimensions); the last row is that of "emotional at all".
        biases: array of shape (emotions + 1,).
    """

    encoder: str
    revision: str
    keys: tuple[str, ...]
    directions: Vectors
    biases: Vectors

    @property
    def roots(self) -> tuple[str, ...]:
        """The primaries, which are the first of the keys."""
        return tuple(key for key in self.keys if "/" not in key)

    def probabilities(self, vectors: Vectors) -> list[dict[str, float]]:
        """Give the probabilities of the emotions, if a text speaks of one.

        Args:
            vectors: array of shape (texts, dimensions), rows of length 1.

        Returns:
            By text, the probability of each secondary emotion, and of primaries that have none; they add up to 1. That
            of a primary is the sum over its secondaries.
        """
        import numpy as np

        logits = vectors.astype(np.float64) @ self.directions[:-1].T.astype(np.float64) + self.biases[:-1]
        places = {key: place for place, key in enumerate(self.keys)}
        roots = self.roots
        shares = _softmax(logits[:, : len(roots)])
        found = np.zeros_like(logits)
        kept = []
        for place, root in enumerate(roots):
            below = [(key, places[key]) for key in self.keys if key.startswith(f"{root}/")]
            columns = [column for _, column in below]
            found[:, columns or [place]] = shares[:, [place]] * (_softmax(logits[:, columns]) if below else 1.0)
            kept += below or [(root, place)]
        return [{key: float(row[place]) for key, place in kept} for row in found]

    def primaries(self, vectors: Vectors) -> Vectors:
        """Give logits of the primaries alone, of shape (texts, primaries)."""
        count = len(self.roots)
        logits: Vectors = vectors @ self.directions[:count].T + self.biases[:count]
        return logits

    def emotional(self, vectors: Vectors) -> list[float]:
        """Give what speaks for each text being emotional at all, on the scale of `tone.affinities`: 0 or more.

        Evidence E makes a text emotional with 1 - exp(-E), so that of words and encoder can be added up; the softplus
        of a logit is the evidence that stands for its probability.
        """
        import numpy as np

        logits = vectors @ self.directions[-1] + self.biases[-1]
        return [float(evidence) for evidence in np.logaddexp(0.0, logits)]

    def render(self) -> bytes:
        """Give the file of the head, alike for alike heads: NumPy's npz, in half precision."""
        import numpy as np

        file = io.BytesIO()
        np.savez_compressed(
            file,
            encoder=np.array(self.encoder),
            revision=np.array(self.revision),
            keys=np.array(self.keys),
            directions=self.directions.astype(np.float16),
            biases=self.biases.astype(np.float32),
        )
        return file.getvalue()


def read_head(path: Path) -> Head:
    """Read the file of a head.

    Raises:
        DataError: it cannot be read, or is none.
    """
    import zipfile
    import zlib

    import numpy as np

    try:
        # by the file object, as NumPy would also take a bare array or a pickle
        with path.open("rb") as stream, np.lib.npyio.NpzFile(stream, allow_pickle=False) as file:
            head = Head(
                str(file["encoder"]),
                str(file["revision"]),
                tuple(map(str, file["keys"])),
                file["directions"].astype(np.float32),
                file["biases"].astype(np.float32),
            )
    # zipfile raises RuntimeError for a method or a flag that it does not know
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error, RuntimeError) as error:
        raise _damaged(path, error) from error
    rows = len(head.keys) + 1
    if head.directions.ndim != 2 or len(head.directions) != rows or head.biases.shape != (rows,):
        shapes = f"{head.directions.shape} and {head.biases.shape}"
        raise _damaged(path, f"expected {rows} directions and biases, found arrays of shape {shapes}")
    return head


def calibrated(entries: Iterable[Entry], keys: Sequence[str], encoder: Encoder, texts: Sequence[str]) -> Head:
    """Make a head from the vocabulary, calibrated on unlabelled text.

    A text's cosine with the centre of an emotion's words is standardised over the texts, so that 0 is as near as any
    text and 1 is one standard deviation nearer: an emotion whose words lie near all texts gets no more than its due.

    Args:
        entries: the reviewed entries.
        keys: the emotions: first all primaries, then all secondaries.
        encoder: the encoder.
        texts: unlabelled texts, a few hundred at least.

    Returns:
        The head; in it every text is as emotional as any other.
    """
    import numpy as np

    words = [entry for entry in entries if entry.pos is not PartOfSpeech.SYMBOL]
    centres = centroids(words, keys, encoder, below=True)
    cosines = encoder.encode(texts) @ centres.T
    scale = SHARPNESS / np.maximum(cosines.std(axis=0), 1e-6)
    directions = np.vstack([centres * scale[:, None], np.zeros((1, centres.shape[1]))]).astype(np.float32)
    biases = np.append(-cosines.mean(axis=0) * scale, log(UNTAUGHT / (1 - UNTAUGHT))).astype(np.float32)
    return Head(encoder.name, encoder.revision, tuple(keys), directions, biases)


def kept_head(cache: Path, encoder: str, revision: str) -> Path:
    """Give where the head of an encoder is kept in a folder: by name and checksum."""
    name = "".join(char if char.isalnum() or char in "-_" else "-" for char in encoder)
    return cache / f"{name}-{revision[:12]}.npz"


def keep(head: Head, path: Path) -> None:
    """Write a head, whole or not at all.

    Raises:
        OutputError: it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot make the folder {path.parent}: {error.strerror}; choose another one") from error
    write_atomically(path, head.render())


def _damaged(path: Path, why: object) -> DataError:
    return DataError(f"{path} is not a file of centroids: {why}; build it again, or delete it")


def _softmax(logits: Vectors) -> Vectors:
    import numpy as np

    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares: Vectors = powers / powers.sum(axis=1, keepdims=True)
    return shares

"""The protocol of sentence encoders, and a deterministic one for tests."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Vectors = npt.NDArray[np.float32]


class EncoderIdentity(NamedTuple):
    """Which encoder it is.

    Attributes:
        name: its short name.
        revision: checksum of its weights.
    """

    name: str
    revision: str


class Encoder(Protocol):
    """Turns texts into vectors of length 1, so that a dot product is a cosine."""

    @property
    def name(self) -> str:
        """Short name, as stored with what the encoder judged."""

    @property
    def revision(self) -> str:
        """Checksum of the weights, as stored with what the encoder judged."""

    def encode(self, texts: Sequence[str], *, progress: Callable[[int], None] | None = None) -> Vectors:
        """Encode texts.

        Args:
            texts: any number of texts.
            progress: called with the number of texts done since the last call.

        Returns:
            Array of shape (texts, dimensions), float32, rows of length 1.
        """


class HashingEncoder:
    """Encodes a text by hashing its letter trigrams: no meaning, but alike texts get alike vectors, always the same.

    Args:
        dimensions: length of the vectors.
    """

    name = "hashing"
    revision = "1"

    def __init__(self, dimensions: int = 64) -> None:
        self._dimensions = dimensions

    def encode(self, texts: Sequence[str], *, progress: Callable[[int], None] | None = None) -> Vectors:
        """Encode texts; see `Encoder.encode`."""
        import numpy as np

        vectors = np.zeros((len(texts), self._dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            padded = f"  {text.lower()} "
            for place in range(len(padded) - 2):
                digest = hashlib.blake2b(padded[place : place + 3].encode("utf-8", "replace"), digest_size=8).digest()
                number = int.from_bytes(digest, "big")
                vectors[row, number % self._dimensions] += 1 if number >> 63 else -1
            vectors[row] /= float(np.linalg.norm(vectors[row])) or 1.0
            if progress:
                progress(1)
        return vectors

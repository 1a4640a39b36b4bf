"""Vectors kept on disk, by text, so that an interrupted build goes on and a changed one encodes only what is new."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tone.embed.encoder import Vectors


class VectorStore:
    """Vectors of one encoder in a SQLite file, which is a transaction's width away from being half-written.

    Args:
        path: the file; it and its folder are made if they do not exist.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._connection = sqlite3.connect(path)
        self._connection.execute("CREATE TABLE IF NOT EXISTS vectors (digest BLOB PRIMARY KEY, vector BLOB NOT NULL)")

    def __enter__(self) -> VectorStore:
        """Use the store; leaving closes it."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file."""
        self._connection.close()

    def __contains__(self, text: str) -> bool:
        """Tell whether a text's vector is kept."""
        found = self._connection.execute("SELECT 1 FROM vectors WHERE digest = ?", (_digest(text),))
        return found.fetchone() is not None

    def put(self, texts: Sequence[str], vectors: Vectors) -> None:
        """Keep vectors, all or none.

        Args:
            texts: the texts.
            vectors: array of shape (texts, dimensions).
        """
        rows = [(_digest(text), vector.tobytes()) for text, vector in zip(texts, vectors, strict=True)]
        with self._connection:
            self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?)", rows)

    def get(self, texts: Sequence[str]) -> Vectors:
        """Give the vectors of texts that are all kept.

        Args:
            texts: the texts.

        Returns:
            Array of shape (texts, dimensions).

        Raises:
            KeyError: a text is not kept.
        """
        import numpy as np

        rows = []
        for text in texts:
            row = self._connection.execute("SELECT vector FROM vectors WHERE digest = ?", (_digest(text),)).fetchone()
            if row is None:
                raise KeyError(text)
            rows.append(np.frombuffer(row[0], dtype=np.float32))
        found: Vectors = np.stack(rows)
        return found


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:16]

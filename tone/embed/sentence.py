"""Sentence-BERT through sentence-transformers, from a folder of weights: nothing is ever downloaded.

Reimers, N. & Gurevych, I. (2019). Sentence-BERT: Sentence Embeddings using Siamese BERT-Networks. EMNLP.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tone.embed.store import VectorStore
from tone.errors import DataError, MissingExtraError

if TYPE_CHECKING:
    from tone.embed.encoder import Vectors

BATCH = 64
"""Texts that are encoded in one step."""

_CHUNK = 512
"""Texts whose vectors are kept together."""

_WINDOW = 4096
"""Texts that are sorted by length together, where none are kept: the more, the fewer places of a batch are padding."""


class SentenceEncoder:
    """A sentence encoder on the CPU.

    Args:
        folder: a folder as sentence-transformers saves models, with ``model.safetensors``.
        name: short name, stored with what the encoder judged.
        cache: a folder to keep vectors in, so that an interrupted run goes on where it stopped; None to keep none.

    Raises:
        DataError: the folder holds no model.
        MissingExtraError: sentence-transformers is not installed.
    """

    def __init__(self, folder: Path, name: str, *, cache: Path | None = None) -> None:
        weights = folder / "model.safetensors"
        if not weights.exists():
            raise DataError(f"{folder} holds no model.safetensors: give the folder of a sentence-transformers model")
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as error:
            raise MissingExtraError("sentence-transformers", "embeddings", "encoding texts") from error
        self.name = name
        self.revision = hashlib.sha256(weights.read_bytes()).hexdigest()
        self._cache = None if cache is None else cache / f"{name}-{self.revision[:12]}.sqlite"
        self._model: Any = SentenceTransformer(str(folder), device="cpu")

    def encode(self, texts: Sequence[str], *, progress: Callable[[int], None] | None = None) -> Vectors:
        """Encode texts; see `tone.embed.encoder.Encoder.encode`."""
        import numpy as np

        if not texts:
            return np.zeros((0, 0), dtype=np.float32)
        if self._cache is None:
            chunks = [list(texts[start : start + _WINDOW]) for start in range(0, len(texts), _WINDOW)]
            return np.concatenate([self._encode_chunk(chunk, progress) for chunk in chunks])
        with VectorStore(self._cache) as store:
            missing = [text for text in dict.fromkeys(texts) if text not in store]
            if progress:
                progress(len(texts) - len(missing))
            for start in range(0, len(missing), _CHUNK):
                chunk = missing[start : start + _CHUNK]
                store.put(chunk, self._encode_chunk(chunk, progress))
            return store.get(texts)

    def _encode_chunk(self, chunk: list[str], progress: Callable[[int], None] | None) -> Vectors:
        import numpy as np

        found = self._model.encode(chunk, normalize_embeddings=True, show_progress_bar=False, batch_size=BATCH)
        if progress:
            progress(len(chunk))
        vectors: Vectors = found.astype(np.float32)
        return vectors

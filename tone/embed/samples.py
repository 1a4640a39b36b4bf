"""The unlabelled texts that come with the data, to calibrate encoders with."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter

from tone.tables import TEXT, Table


@dataclass(frozen=True, slots=True)
class Sample:
    """One row of ``vocab/centroids/samples.tsv.gz``.

    Attributes:
        source: the set it was taken from; see the source "unlabelled" in ``vocab/sources.toml``.
        text: the text.
    """

    source: str
    text: str


SAMPLES: Table[Sample] = Table(Sample, {"source": TEXT, "text": TEXT}, attrgetter("source", "text"))

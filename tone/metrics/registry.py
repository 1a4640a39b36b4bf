"""The table of metrics, and how they are computed."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from tone.errors import ToneError
from tone.metrics.structure import Structure

Compute = Callable[[Structure], "float | int | None"]


@dataclass(frozen=True, slots=True)
class Scale:
    """The five bands that OQuaRE sorts values into, 5 the best.

    Attributes:
        bounds: the bounds between neighbouring bands, ascending; a value on a bound belongs to the band below it.
        rising: whether high values are the good ones.
    """

    bounds: tuple[float, float, float, float]
    rising: bool

    def score(self, value: float) -> int:
        """Give the score of a value, 1 to 5; what lies beyond the published bands belongs to the outermost.

        Example:
            >>> Scale((2, 4, 6, 8), rising=False).score(4), Scale((0.2, 0.4, 0.6, 0.8), rising=True).score(0.81)
            (4, 5)
        """
        above = sum(value > bound for bound in self.bounds)
        return 1 + above if self.rising else 5 - above


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric.

    Attributes:
        name: as in "relationship_richness" or "LCOMOnto".
        suite: the publication or tool whose metric it is.
        meaning: what it says, in a sentence.
        formula: the published one, in symbols.
        source: where it is published.
        undefined: when it has no value; "" if it always has one.
        compute: gives the value, or None where there is none.
        scale: the bands of its score, for those of OQuaRE.
    """

    name: str
    suite: str
    meaning: str
    formula: str
    source: str
    undefined: str
    compute: Compute
    scale: Scale | None = None


@dataclass(frozen=True, slots=True)
class Measurement:
    """A metric with its value for one ontology.

    Attributes:
        metric: the metric.
        value: the value; None where it is undefined.
    """

    metric: Metric
    value: float | int | None

    @property
    def score(self) -> int | None:
        """The score on OQuaRE's scale, 1 to 5; None without scale or value."""
        if self.metric.scale is None or self.value is None:
            return None
        return self.metric.scale.score(self.value)

    @property
    def note(self) -> str:
        """Why there is no value; "" if there is one."""
        return "" if self.value is not None else f"undefined: {self.metric.undefined}"

    def to_dict(self) -> dict[str, Any]:
        """Give plain data, ready for JSON; fractions are rounded to four digits."""
        return {
            "suite": self.metric.suite,
            "metric": self.metric.name,
            "value": round(self.value, 4) if isinstance(self.value, float) else self.value,
            "score": self.score,
            "meaning": self.metric.meaning,
            "formula": self.metric.formula,
            "source": self.metric.source,
            "note": self.note,
        }


METRICS: dict[str, Metric] = {}

_FIELDS = ("Formula", "Source", "Undefined")


def metric(suite: str, *, name: str = "", scale: Scale | None = None) -> Callable[[Compute], Compute]:
    """Enter a function into the table of metrics; meaning, formula and source are those of its docstring.

    Args:
        suite: the publication or tool whose metric it is.
        name: its name; "" for that of the function.
        scale: the bands of its score.
    """

    def enter(compute: Compute) -> Compute:
        text = inspect.getdoc(compute) or ""
        meaning, _, rest = text.partition("\n\n")
        fields = dict.fromkeys(_FIELDS, "")
        current = ""
        for line in rest.splitlines():
            label, colon, said = line.partition(":")
            if colon and label in fields:
                current, line = label, said
            if current:
                fields[current] = f"{fields[current]} {line.strip()}".strip()
        called = name or compute.__name__
        METRICS[called] = Metric(
            called,
            suite,
            " ".join(meaning.split()),
            fields["Formula"],
            fields["Source"],
            fields["Undefined"].rstrip("."),
            compute,
            scale,
        )
        return compute

    return enter


def ratio(part: float, whole: float) -> float | None:
    """Divide; None by nothing."""
    return part / whole if whole else None


def measure(structure: Structure, names: Iterable[str] = ()) -> list[Measurement]:
    """Compute metrics.

    Args:
        structure: the ontology, as `read_structure` gives it.
        names: metrics, or suites, by name in any case or by the beginning of it; none for all.

    Returns:
        One measurement a metric, in the order of the table.

    Raises:
        ToneError: a name fits no metric.

    Example:
        >>> from tone.metrics import read_structure
        >>> [(found.metric.name, found.value) for found in measure(read_structure([]), ["roots", "average_depth"])]
        [('roots', 0), ('average_depth', None)]
    """
    wanted = [name.casefold() for name in names]
    for given in wanted:
        if not any(_fits(entry, given) for entry in METRICS.values()):
            raise ToneError(f"no metric {given!r}: available are {', '.join(METRICS)}")
    chosen = [entry for entry in METRICS.values() if not wanted or any(_fits(entry, given) for given in wanted)]
    return [Measurement(entry, entry.compute(structure)) for entry in chosen]


def _fits(entry: Metric, given: str) -> bool:
    return entry.name.casefold().startswith(given) or entry.suite.casefold().startswith(given)

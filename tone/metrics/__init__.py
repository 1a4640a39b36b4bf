"""Metrics of an ontology: how its classes, relations and individuals are built and used.

`tone.metrics.structure` reads what there is to count from any RDF graph; each metric is one small function of it, whose
docstring has the published formula and its source; `tone.metrics.registry` is the table of them, and `measure` runs
them. A metric whose divisor is nothing has no value, and says why.
"""

from tone.metrics import documentation, ontometrics, ontoqa, oquare  # noqa: F401 - each enters its metrics
from tone.metrics.registry import METRICS, Measurement, Metric, Scale, measure
from tone.metrics.structure import Structure, read_structure

__all__ = ("METRICS", "Measurement", "Metric", "Scale", "Structure", "measure", "read_structure")

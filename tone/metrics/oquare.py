"""The metrics of OQuaRE, their scores of 1 to 5, and the characteristics of quality that are made of them.

Sources: Duque-Ramos, A., Fernández-Breis, J. T., Stevens, R., & Aussenac-Gilles, N. (2011). OQuaRE: A SQuaRE-based
approach for evaluating the quality of ontologies. Journal of Research and Practice in Information Technology, 43(2),
159-176. The framework's own documentation (github.com/tecnomod-um/oquare, quality_metrics.md and quality_model.md) has
the bands of the scores and the characteristics. Publications of the framework differ in formulas; each function says
which it follows. The differences are collected in Reiz, A., & Sandkuhl, K. (2022). Harmonizing the OQuaRE quality
framework. ICEIS 2022.

In the formulas C are the classes, RC the subclass axioms, SupC direct superclasses, PC pairs of a property and a class
of its domain, IC individuals, AC annotations; R(Thing) are the classes directly below owl:Thing. The authors scaled the
bands by the practice of object-oriented programming; a score says where a value lies, and proves nothing by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from statistics import fmean

from tone.metrics.ontometrics import longest_path, path_lengths
from tone.metrics.registry import Measurement, Scale, metric, ratio
from tone.metrics.structure import Structure

SUITE = "OQuaRE"
_FEW = Scale((2, 4, 6, 8), rising=False)
_SOME = Scale((3, 6, 8, 12), rising=False)
_RICH = Scale((0.2, 0.4, 0.6, 0.8), rising=True)

MODEL: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "Structural": {
        "Formal relations support": ("RROnto",),
        "Redundancy": ("ANOnto",),
        "Tangledness": ("TMOnto",),
        "Cohesion": ("LCOMOnto",),
    },
    "Functional adequacy": {
        "Controlled vocabulary": ("ANOnto",),
        "Schema and value reconciliation": ("RROnto", "AROnto"),
        "Consistent search and query": ("ANOnto", "RROnto", "AROnto", "INROnto"),
        "Knowledge acquisition": ("ANOnto", "RROnto", "NOMOnto"),
        "Clustering": ("ANOnto",),
        "Similarity": ("RROnto", "AROnto"),
        "Indexing and linking": ("RROnto", "AROnto", "INROnto"),
        "Results representation": ("AROnto", "CROnto"),
        "Guidance": ("INROnto", "AROnto"),
        "Decision trees": ("INROnto", "AROnto", "TMOnto"),
        "Knowledge reuse": ("ANOnto", "AROnto", "INROnto", "NOMOnto", "LCOMOnto"),
        "Inference": ("RROnto", "CROnto"),
    },
    "Compatibility": {"Replaceability": ("WMCOnto", "DITOnto", "NOCOnto", "NOMOnto")},
    "Transferability": {"Adaptability": ("WMCOnto", "DITOnto", "RFCOnto", "CBOOnto")},
    "Operability": {"Learnability": ("WMCOnto", "LCOMOnto", "RFCOnto", "NOMOnto", "CBOOnto", "NOCOnto")},
    "Maintainability": {
        "Modularity": ("WMCOnto", "CBOOnto"),
        "Reusability": ("WMCOnto", "CBOOnto", "DITOnto", "NOCOnto", "RFCOnto", "NOMOnto"),
        "Analysability": ("WMCOnto", "LCOMOnto", "RFCOnto", "NOMOnto", "CBOOnto", "DITOnto"),
        "Changeability": ("WMCOnto", "LCOMOnto", "RFCOnto", "NOMOnto", "CBOOnto", "NOCOnto", "DITOnto"),
        "Modification stability": ("WMCOnto", "RFCOnto", "NOMOnto", "CBOOnto", "NOCOnto"),
        "Testability": ("WMCOnto", "RFCOnto", "NOMOnto", "CBOOnto", "DITOnto"),
    },
}
"""The metrics of each sub-characteristic, by characteristic (quality_model.md); those that no metric decides are left
out, and so are the "formal degree" and "consistency degree" that OQuaRE names and does not define."""


@metric(SUITE, name="LCOMOnto", scale=_FEW)
def lack_of_cohesion(structure: Structure) -> float | None:
    """Lack of cohesion in methods: mean length of the paths from leaf classes to owl:Thing.

    Formula: sum of length(path(C(leaf))) / m, m the number of paths
    Source: Duque-Ramos et al. 2011; bands of quality_metrics.md
    Undefined: there is no class, or the hierarchy has a cycle
    """
    counted = path_lengths(structure)
    return None if counted is None else ratio(counted[1], counted[0])


@metric(SUITE, name="WMCOnto", scale=_FEW)
def weighted_method_count(structure: Structure) -> float | None:
    """Weighted method count: lengths of the paths to owl:Thing per leaf class.

    Formula: sum of length(path(C(leaf))) / sum of C(leaf)
    Source: OQuaRE, quality_metrics.md; Duque-Ramos et al. 2011 have (PC + RC) / C
    Undefined: there is no class, or the hierarchy has a cycle
    """
    counted = path_lengths(structure)
    return None if counted is None else ratio(counted[1], len(structure.leaves))


@metric(SUITE, name="DITOnto", scale=_FEW)
def depth_of_hierarchy(structure: Structure) -> int | None:
    """Depth of subsumption hierarchy: steps of the longest path from owl:Thing to a leaf class.

    Formula: max of D(C), D(C) the steps from C to owl:Thing
    Source: Duque-Ramos et al. 2011; bands of quality_metrics.md
    Undefined: there is no class, or the hierarchy has a cycle
    """
    return longest_path(structure)


@metric(SUITE, name="NACOnto", scale=_FEW)
def number_of_ancestors(structure: Structure) -> float | None:
    """Number of ancestor classes: direct superclasses per leaf class, owl:Thing counted for a leaf that is a root.

    Formula: sum of SupC(leaf) / sum of C(leaf)
    Source: Duque-Ramos et al. 2011; bands of quality_metrics.md
    Undefined: there is no class
    """
    return ratio(sum(len(structure.parents[leaf]) or 1 for leaf in structure.leaves), len(structure.leaves))


@metric(SUITE, name="NOCOnto", scale=_FEW)
def number_of_children(structure: Structure) -> float | None:
    """Number of children: direct subclasses per class that is no leaf.

    Formula: sum of RC / (sum of C - sum of C(leaf))
    Source: OQuaRE, quality_metrics.md; Duque-Ramos et al. 2011 divide by C - R(Thing)
    Undefined: no class has a subclass
    """
    return ratio(structure.subclass_axioms, len(structure.parents) - len(structure.leaves))


@metric(SUITE, name="CBOOnto", scale=_SOME)
def coupling(structure: Structure) -> float | None:
    """Coupling between objects: direct superclasses per class that is no root.

    Formula: sum of SupC / (sum of C - R(Thing))
    Source: Duque-Ramos et al. 2011; bands of quality_metrics.md
    Undefined: no class has a superclass
    """
    return ratio(structure.subclass_axioms, len(structure.parents) - len(structure.roots))


@metric(SUITE, name="RFCOnto", scale=_SOME)
def response_for_class(structure: Structure) -> float | None:
    """Response for a class: properties and superclasses that are directly reached, per class.

    Formula: (sum of PC + sum of SupC) / sum of C
    Source: OQuaRE, quality_metrics.md; Duque-Ramos et al. 2011 divide by C - R(Thing)
    Undefined: there is no class
    """
    return ratio(_direct(structure) + structure.subclass_axioms, len(structure.parents))


@metric(SUITE, name="NOMOnto", scale=_FEW)
def number_of_properties(structure: Structure) -> float | None:
    """Number of properties: properties with the class as domain, per class.

    Formula: sum of PC / sum of C
    Source: Duque-Ramos et al. 2011; quality_metrics.md counts usages of properties instead, and has the bands
    Undefined: there is no class
    """
    return ratio(_direct(structure), len(structure.parents))


@metric(SUITE, name="RROnto", scale=_RICH)
def properties_richness(structure: Structure) -> float | None:
    """Properties richness: share of properties among them and the subclass axioms.

    Formula: sum of P / (sum of RC + sum of P), P the object and datatype properties
    Source: Duque-Ramos et al. 2011; bands as of PROnto in quality_metrics.md
    Undefined: there is neither a property nor a subclass axiom
    """
    count = len(structure.properties)
    return ratio(count, structure.subclass_axioms + count)


@metric(SUITE, name="AROnto", scale=_RICH)
def attribute_richness(structure: Structure) -> float | None:
    """Attribute richness: properties that apply to the class by its own domain or an ancestor's, per class.

    Formula: sum of AttC / sum of C
    Source: OQuaRE, quality_metrics.md
    Undefined: there is no class, or the hierarchy has a cycle
    """
    if structure.ancestors is None:
        return None
    lines = [{name, *above} for name, above in structure.ancestors.items()]
    applying = sum(bool(domain & line) for domain in structure.domains.values() for line in lines)
    return ratio(applying, len(lines))


@metric(SUITE, name="INROnto", scale=_RICH)
def relationships_per_class(structure: Structure) -> float | None:
    """Relationships per class: subclass axioms per class.

    Formula: sum of RC / sum of C
    Source: Duque-Ramos et al. 2011; bands of quality_metrics.md
    Undefined: there is no class
    """
    return ratio(structure.subclass_axioms, len(structure.parents))


@metric(SUITE, name="CROnto", scale=_RICH)
def class_richness(structure: Structure) -> float | None:
    """Class richness: individuals per class.

    Formula: sum of IC / sum of C
    Source: Duque-Ramos et al. 2011; bands of quality_metrics.md
    Undefined: there is no class
    """
    return ratio(sum(map(len, structure.individuals.values())), len(structure.parents))


@metric(SUITE, name="ANOnto", scale=_RICH)
def annotation_richness(structure: Structure) -> float | None:
    """Annotation richness: annotations per class.

    Formula: sum of AC / sum of C
    Source: Duque-Ramos et al. 2011; bands of quality_metrics.md
    Undefined: there is no class
    """
    return ratio(sum(structure.annotations.values()), len(structure.parents))


@metric(SUITE, name="TMOnto", scale=_FEW)
def tangledness(structure: Structure) -> float | None:
    """Tangledness: classes with several direct superclasses, per class but one.

    Formula: sum of C(DP) / (sum of C - 1), C(DP) the classes with more than one direct superclass
    Source: OQuaRE, quality_metrics.md; Duque-Ramos et al. 2011 have the mean number of superclasses
    Undefined: there are less than two classes
    """
    count = len(structure.parents)
    return ratio(len(structure.tangled), count - 1) if count else None


def characteristics(measurements: Iterable[Measurement]) -> dict[str, dict[str, float | None]]:
    """Give the score of each sub-characteristic: the mean score of its metrics that have one.

    Args:
        measurements: measured metrics; those of other suites are passed over.

    Returns:
        By characteristic and sub-characteristic the mean, 1 to 5; None where none of the metrics has a score.
    """
    scores = {found.metric.name: found.score for found in measurements}

    def mean(names: Iterable[str]) -> float | None:
        held = [score for name in names if (score := scores.get(name)) is not None]
        return fmean(held) if held else None

    return {whole: {part: mean(names) for part, names in parts.items()} for whole, parts in MODEL.items()}


def _direct(structure: Structure) -> int:
    return sum(map(len, structure.domains.values()))

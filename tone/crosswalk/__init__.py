"""Crosswalks: what the labels of other emotion schemes mean in the tree, and how nodes are called there."""

from tone.crosswalk.crosswalk import Crosswalk, Match
from tone.crosswalk.sssom import MappingSet, Predicate

__all__ = ["Crosswalk", "MappingSet", "Match", "Predicate"]

"""Pictures of the ontology, drawn with matplotlib."""

from tone.plot.canvas import SUFFIXES
from tone.plot.sunburst import draw_sunburst

__all__ = ("SUFFIXES", "draw_sunburst")

"""Pictures of the ontology, and of what texts feel, drawn with matplotlib."""

from tone.plot.canvas import SUFFIXES
from tone.plot.links import draw_links
from tone.plot.summary import draw_summary
from tone.plot.sunburst import draw_sunburst
from tone.plot.wheel import draw_wheel

__all__ = ("SUFFIXES", "draw_links", "draw_summary", "draw_sunburst", "draw_wheel")

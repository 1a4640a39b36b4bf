"""The report on a release: sizes, checks, metrics beside the peers, words, links, evaluation and queries.

A pure function of the data: the same data give the same bytes, in Markdown and in HTML.
"""

from tone.report.quality import compose
from tone.report.writing import to_html, to_markdown

__all__ = ("compose", "to_html", "to_markdown")

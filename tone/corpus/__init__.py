"""Many texts at once: tables of any size in, the same tables with answers out, and summaries of what they feel."""

from tone.corpus.frames import classify_frame
from tone.corpus.summary import Summary, summarise
from tone.corpus.summing import summarise_tables
from tone.corpus.table import TableReport, classify_table

__all__ = ("Summary", "TableReport", "classify_frame", "classify_table", "summarise", "summarise_tables")

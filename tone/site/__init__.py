"""The ontology as pages for people: static HTML that needs no server, no network and no script to be read.

A page for each emotion and each term of the schema, tables of links, queries and sources, and a search over all names
and words. The pages are a pure function of a knowledge base: the same one gives the same bytes.
"""

from tone.site.addresses import broken_links
from tone.site.pages import build_site
from tone.site.writing import write_site

__all__ = ("broken_links", "build_site", "write_site")

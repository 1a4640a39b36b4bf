"""Where pages are, and whether all that they lead to is there."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

EMOTIONS, TERMS = "emotions", "terms"
"""The folders of the pages that there are many of."""

_REFERRING = ("href", "src")


def emotion_page(name: str) -> str:
    """Give the path of an emotion's page by the local name of its IRI."""
    return f"{EMOTIONS}/{name}.html"


def term_page(name: str) -> str:
    """Give the path of the page of a schema term by the local name of its IRI."""
    return f"{TERMS}/{name}.html"


def broken_links(files: Mapping[str, bytes]) -> Iterator[str]:
    """Find references in pages that lead nowhere: to a file that is not there, or a place that its page has not.

    Args:
        files: the content of all files by path, as `build_site` gives it.

    Yields:
        One message a fault: a dead reference, an id given twice, or an asset that would be fetched from elsewhere.
    """
    pages = {path: _read(content) for path, content in files.items() if path.endswith(".html")}
    for path, page in sorted(pages.items()):
        yield from (f"{path}: the id {name!r} is given twice" for name in sorted(page.doubled))
        for element, target in page.references:
            parts = urlsplit(target)
            if parts.scheme or parts.netloc:
                if element != "a" and parts.scheme != "data":
                    yield f"{path}: <{element}> fetches {target} from elsewhere"
                continue
            folder = posixpath.dirname(path)
            wanted = posixpath.normpath(posixpath.join(folder, unquote(parts.path))) if parts.path else path
            if wanted not in files:
                yield f"{path}: {target} leads to no file"
            elif parts.fragment and unquote(parts.fragment) not in pages[wanted].ids:
                yield f"{path}: {target} leads to no place in {wanted}"


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.doubled: set[str] = set()
        self.references: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "id" and value:
                (self.doubled if value in self.ids else self.ids).add(value)
            elif name in _REFERRING and value is not None:
                self.references.append((tag, value))


def _read(content: bytes) -> _Page:
    page = _Page()
    page.feed(content.decode("utf-8"))
    return page

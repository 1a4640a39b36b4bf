"""Where a knowledge base comes from: a data folder, or an RDF file; and how it is loaded from there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from tone.affinities import Affinities
from tone.errors import OntologyFileError, TableError
from tone.kb import KnowledgeBase
from tone.lexicon import Lexicon, find_problems
from tone.links import LinkIndex
from tone.model import Cue, CueKind
from tone.resources import DataFolder, find_data
from tone.tables import COMPOUNDS, CUES, EMOTIONS, ENTRIES, FIRST_ROW, LINKS
from tone.taxonomy import Taxonomy
from tone.text.tokens import normalise

if TYPE_CHECKING:
    from pyoxigraph import Triple


class Source(Protocol):
    """What a knowledge base needs of the place it comes from, beside its rows."""

    @property
    def description(self) -> str:
        """The place in words, for people."""

    @property
    def version(self) -> str:
        """Version of the ontology, "" if none is stated."""

    @property
    def queries(self) -> Path:
        """The folder of named queries."""

    @property
    def shapes(self) -> Path:
        """The file of SHACL shapes."""

    @property
    def lexicon_shapes(self) -> Path:
        """The file of the SHACL shapes of the words."""

    @property
    def exceptions(self) -> Path:
        """The table of findings of checks that are right as they are."""

    def cues(self) -> tuple[Cue, ...]:
        """Read the cues of the classifier."""

    @property
    def centroids(self) -> Path:
        """The folder of the encoders' centroids."""

    @property
    def crosswalks(self) -> Path:
        """The folder of mapping sets to other schemes."""

    def affinities(self) -> Affinities | None:
        """Read the affinities; None if there are none."""

    def triples(self) -> Iterable[Triple]:
        """Give the triples that no row gives: schema and header."""


class FolderSource:
    """A data folder.

    A folder may hold just tables: schema, shapes, cues and queries that it lacks are those of the packaged data.

    Args:
        folder: the folder.
        word: the words of the one text that will be read, as `load` takes them; other cues stay unread. None for
            all.
    """

    def __init__(self, folder: DataFolder, word: str | Iterable[str] | None = None) -> None:
        self.folder = folder
        self._keep = None if word is None else _mentions(word)

    @property
    def description(self) -> str:
        """Folder and the rule that found it."""
        return f"{self.folder.root} ({self.folder.origin})"

    @cached_property
    def version(self) -> str:
        """What the header of the schema says."""
        from tone.rdf.graph import ONTOLOGY
        from tone.rdf.terms import Owl

        found = [t.object for t in self.triples() if t.subject == ONTOLOGY and t.predicate == Owl.versionInfo]
        return str(getattr(found[0], "value", "")) if found else ""

    @property
    def queries(self) -> Path:
        """The folder's own queries, or the packaged ones."""
        return self._own_or_packaged("queries")

    @property
    def shapes(self) -> Path:
        """The folder's own shapes, or the packaged ones."""
        return self._own_or_packaged("shapes")

    @property
    def lexicon_shapes(self) -> Path:
        """The folder's own shapes of the words, or the packaged ones."""
        return self._own_or_packaged("lexicon_shapes")

    @property
    def exceptions(self) -> Path:
        """The folder's own exceptions, or the packaged ones."""
        return self._own_or_packaged("exceptions")

    def cues(self) -> tuple[Cue, ...]:
        """Read the cues."""
        return _read_cues(self._own_or_packaged("cues"), self._own_or_packaged("compounds"), self._keep)

    @property
    def centroids(self) -> Path:
        """The folder's own centroids, or the packaged ones."""
        return self._own_or_packaged("centroids")

    @property
    def crosswalks(self) -> Path:
        """The folder's own mapping sets, or the packaged ones."""
        return self._own_or_packaged("crosswalks")

    def affinities(self) -> Affinities | None:
        """Read the folder's own affinities, as they speak of its own emotions."""
        return Affinities(self.folder.affinities) if self.folder.affinities.exists() else None

    def triples(self) -> Iterable[Triple]:
        """Read the schema."""
        from tone.rdf.reader import parse_file

        return parse_file(self._own_or_packaged("schema"))

    def _own_or_packaged(self, part: str) -> Path:
        own: Path = getattr(self.folder, part)
        return own if own.exists() else getattr(find_data(environ={}), part)


@dataclass(frozen=True, slots=True)
class FileSource:
    """An RDF file; shapes, cues and queries are the packaged ones.

    Attributes:
        path: the file.
        version: version of the ontology in it.
        rest: the file's triples that no row gives: schema, header and whatever else it says.
    """

    path: Path
    version: str
    rest: frozenset[Triple]

    @property
    def description(self) -> str:
        """The file."""
        return str(self.path)

    @property
    def queries(self) -> Path:
        """The packaged queries."""
        return find_data(environ={}).queries

    @property
    def shapes(self) -> Path:
        """The packaged shapes."""
        return find_data(environ={}).shapes

    @property
    def lexicon_shapes(self) -> Path:
        """The packaged shapes of the words."""
        return find_data(environ={}).lexicon_shapes

    @property
    def exceptions(self) -> Path:
        """The packaged exceptions."""
        return find_data(environ={}).exceptions

    def cues(self) -> tuple[Cue, ...]:
        """Read the packaged cues."""
        folder = find_data(environ={})
        return _read_cues(folder.cues, folder.compounds)

    @property
    def centroids(self) -> Path:
        """The packaged centroids."""
        return find_data(environ={}).centroids

    @property
    def crosswalks(self) -> Path:
        """The packaged mapping sets."""
        return find_data(environ={}).crosswalks

    def affinities(self) -> Affinities | None:
        """Read the packaged affinities."""
        path = find_data(environ={}).affinities
        return Affinities(path) if path.exists() else None

    def triples(self) -> Iterable[Triple]:
        """Give what no row gives."""
        return self.rest


def load(
    path: Path | str | None = None, *, environ: Mapping[str, str] | None = None, word: str | Iterable[str] | None = None
) -> KnowledgeBase:
    """Load a knowledge base.

    Args:
        path: a data folder (with ``vocab/``), or an RDF file: ``.ttl``, ``.owl``, ``.rdf``, ``.nt``, ``.jsonld``. An
            ontology file without words takes them from the lexicon published beside it (``tone.owl`` has
            ``tone-lexicon.ttl``). None finds the data by `tone.resources.find_data`: ``TONE_DATA_DIR``, the packaged
            copy, the checkout.
        environ: the environment to look ``TONE_DATA_DIR`` up in; None for that of the process.
        word: the one word or phrase that will be looked up, or the words of the one text that will be read; of a data
            folder only the entries that may begin with one of them are then read, which takes a tenth of the time.
            None for all words.

    Returns:
        The knowledge base. Loading the same release from folder, Turtle or OWL gives equal ones.

    Raises:
        DataError: nothing is there, or it cannot be read.
        TableError: a table has faults; each is listed with row and column. Words and links are read when first asked
            for, and their faults are raised then.
        OntologyFileError: an RDF file is damaged, or is not TONE's.

    Example:
        >>> import tone
        >>> len(tone.load())
        144
    """
    if path is not None and Path(path).is_file():
        return _load_file(Path(path))
    folder = find_data(path, environ=environ)
    taxonomy = Taxonomy(EMOTIONS.read(folder.emotions), source=folder.emotions, first_row=FIRST_ROW)
    word = word if word is None or isinstance(word, str) else tuple(word)
    words, links = partial(_read_words, folder, taxonomy, word), partial(_read_links, folder, taxonomy)
    return KnowledgeBase(taxonomy, words, links, FolderSource(folder, word))


def _read_links(folder: DataFolder, taxonomy: Taxonomy) -> LinkIndex:
    links = LINKS.read(folder.links) if folder.links.exists() else ()
    return LinkIndex(links, taxonomy.records, source=folder.links, first_row=FIRST_ROW)


def _read_cues(cues: Path, compounds: Path, keep: Callable[[str], bool] | None = None) -> tuple[Cue, ...]:
    """Read the cues, and the compounds as cues that shield their words; a row of the cues stands above a compound."""
    # marks such as "!" stand in no list of words
    rows = CUES.read(cues, keep=None if keep is None else lambda line: keep(line) or not line[:1].isalnum())
    known = {cue.form for cue in rows}
    terms = COMPOUNDS.read(compounds, keep=keep) if compounds.exists() else ()
    shields = (Cue(form, CueKind.NEUTRAL, 0) for term in terms for form in term.forms if form not in known)
    return (*rows, *shields)


def _read_words(folder: DataFolder, taxonomy: Taxonomy, word: str | Iterable[str] | None) -> Lexicon:
    keep = None if word is None else _mentions(word)
    paths = [path for path in (folder.entries, folder.emoji) if path == folder.entries or path.exists()]
    tables = [ENTRIES.read(path, keep=keep) for path in paths]
    try:
        entries = sorted((entry for rows in tables for entry in rows), key=ENTRIES.sort_key)
        return Lexicon(entries, taxonomy.records, source=folder.vocab)
    except TableError:
        for path, rows in zip(paths, tables, strict=True):
            problems = list(find_problems(rows, taxonomy.records, FIRST_ROW if keep is None else 0))
            if problems:
                raise TableError(path, problems) from None
        raise


def _mentions(word: str | Iterable[str]) -> Callable[[str], bool] | None:
    """Give a test that is true of all lines with a form that begins so, and of few others; None if there is none."""
    given = [word] if isinstance(word, str) else list(word)
    firsts = [normalise(one).partition(" ")[0] for one in given]
    if not all(first.isascii() and first.isalnum() for first in firsts):
        return None
    if len(firsts) == 1:
        return lambda line: firsts[0] in line or firsts[0] in line.lower()
    # a set of characters to begin with is searched for many times faster than a choice with the start of the line
    begins = re.compile(f"[\t|](?:{'|'.join(firsts)})(?![a-z0-9])").search
    return lambda line: begins(f"\t{line.lower()}") is not None


def _load_file(path: Path) -> KnowledgeBase:
    from tone.rdf.graph import emotion_triples, lexicon_triples, link_triples
    from tone.rdf.reader import load_tables

    if path.suffix.lower() == ".tsv":
        raise OntologyFileError(f"{path} is a table: load the folder that holds vocab/, or an RDF file")
    tables, triples = load_tables(path)
    taxonomy = Taxonomy(tables.emotions, source=path)
    words = partial(Lexicon, tables.entries, tuple(taxonomy.records), source=path)
    links = partial(LinkIndex, tables.links, taxonomy.records, source=path)
    links()  # a file is read as a whole, so its faults are told at once
    ours = {
        *emotion_triples(taxonomy),
        *link_triples(tables.links, taxonomy),
        *lexicon_triples(tables.entries, taxonomy),
    }
    return KnowledgeBase(taxonomy, words, links, FileSource(path, tables.version, frozenset(triples) - ours))

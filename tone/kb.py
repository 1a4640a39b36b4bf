"""The knowledge base: what users load and ask."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tone.affinities import Affinities
from tone.emotion import Emotion, Sense
from tone.errors import UnknownEmotionError
from tone.files import write_atomically
from tone.lexicon import Lexicon
from tone.links import LinkIndex, whole_links
from tone.model import Cue, Tier
from tone.namespaces import TEXTS, TONE
from tone.navigation import Navigation
from tone.taxonomy import Taxonomy
from tone.text.tokens import normalise

if TYPE_CHECKING:
    import datetime

    import networkx as nx
    import rdflib
    from pyoxigraph import Triple

    from tone.classify.result import Classification
    from tone.loading import Source
    from tone.rdf.queries import QueryCatalogue
    from tone.rdf.results import GraphResult, QueryResult
    from tone.rdf.sparql import SparqlEngine


class KnowledgeBase(Navigation):
    """Emotions, words and links as one immutable mapping from key to emotion.

    Made by `tone.load`, not by hand. It never changes and may be shared between threads. Tables answer the methods of
    Python; the RDF graph is made when SPARQL or an export first asks for it.

    Args:
        taxonomy: the tree.
        words: gives the words, when they are first asked for.
        links: gives the dependency links, when they are first asked for.
        source: where all of it comes from, and what comes with it: schema, queries, affinities, version.
        muted: normalised forms that an overlay took away, also from the affinities.
    """

    def __init__(
        self,
        taxonomy: Taxonomy,
        words: Callable[[], Lexicon],
        links: Callable[[], LinkIndex],
        source: Source,
        *,
        muted: frozenset[str] = frozenset(),
    ) -> None:
        self._taxonomy = taxonomy
        self._words = words
        self._links = links
        self.source = source
        self._muted = muted
        self._emotions = {key: Emotion(taxonomy.records[key], self) for key in taxonomy}
        everyone = self._emotions.values()
        self._by_tier = {tier: tuple([emotion for emotion in everyone if emotion.tier is tier]) for tier in Tier}
        self._senses: dict[str, tuple[Sense, ...]] = {}

    def __getitem__(self, name: str) -> Emotion:
        """Give an emotion by key, CURIE or IRI.

        Args:
            name: as in ``joy/cheerfulness``, ``tone:Cheerfulness`` or ``https://w3id.org/tone#Cheerfulness``.

        Raises:
            UnknownEmotionError: there is none; it carries suggestions. Bare names are for `resolve` and `find`.
        """
        found = self._emotions.get(name)
        if found is not None:
            return found
        if not isinstance(name, str):
            raise UnknownEmotionError(repr(name))
        for prefix in (TONE, "tone:"):
            if name.startswith(prefix):
                key = self._taxonomy.key_of(name[len(prefix) :])
                if key is not None:
                    return self._emotions[key]
        raise self._taxonomy.unknown(name)

    def __iter__(self) -> Iterator[str]:
        """Iterate over the keys, parents before children."""
        return iter(self._emotions)

    def __len__(self) -> int:
        """Give the number of emotions."""
        return len(self._emotions)

    def __repr__(self) -> str:
        """Show version and size."""
        return f"KnowledgeBase(version={self.version!r}, emotions={len(self)})"

    def __getstate__(self) -> dict[str, Any]:
        """Leave out what is made on demand and cannot be pickled."""
        made = {"_engine", "queries"}
        return {name: value for name, value in self.__dict__.items() if name not in made}

    @property
    def version(self) -> str:
        """Version of the ontology, "" if its source states none."""
        return self.source.version

    @property
    def taxonomy(self) -> Taxonomy:
        """The tree as an index over keys."""
        return self._taxonomy

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words as an index over forms, read when first asked for.

        Raises:
            TableError: their table has faults.
        """
        return self._words()

    @cached_property
    def link_index(self) -> LinkIndex:
        """The links as an index over keys, read when first asked for.

        Raises:
            TableError: their table has faults.
        """
        return self._links()

    @property
    def muted(self) -> frozenset[str]:
        """Normalised forms that an overlay took away."""
        return self._muted

    @cached_property
    def affinities(self) -> Affinities | None:
        """What was learned of words, without the forms in `muted`; None where there is no table of it."""
        return self.source.affinities()

    @property
    def centroids(self) -> Path:
        """The folder of the encoders' centroids, for the contextual mode."""
        return self.source.centroids

    @cached_property
    def cues(self) -> tuple[Cue, ...]:
        """The cues of the classifier: negators and the like."""
        return self.source.cues()

    def emotions(self, *, tier: int | None = None) -> tuple[Emotion, ...]:
        """Give the emotions, parents before children.

        Args:
            tier: only this tier: 1, 2 or 3.

        Raises:
            ValueError: there is no such tier.
        """
        if tier is None:
            return tuple(self._emotions.values())
        return self._by_tier[Tier(tier)]

    def lookup(self, word: str) -> tuple[Sense, ...]:
        """Give the senses of a word or phrase, in any of its forms and in any case; none if it is unknown.

        Example:
            >>> import tone
            >>> tone.load().lookup("Glum")
            (Sense('glum', adj, 'sadness/sadness/glumness', weight=1),)
        """
        senses = self._senses.get(word)
        if senses is None:
            entries = self.lexicon.lookup(word)
            senses = tuple(Sense(self._emotions[entry.emotion], entry, entry.weight) for entry in entries)
            if senses:  # unknown words are not remembered, so memory stays bounded
                self._senses[word] = senses
        return senses

    def triples(self, *, lexicon: bool = True) -> set[Triple]:
        """Give the whole knowledge base as pyoxigraph triples: schema, emotions and links.

        Args:
            lexicon: whether the words are among them.
        """
        from tone.rdf.base import base_triples

        return base_triples(self, self.source.triples(), lexicon=lexicon)

    @cached_property
    def _engine(self) -> SparqlEngine:
        from tone.rdf.base import engine_of

        return engine_of(self, self.source.triples(), map(self.crosswalk, self.crosswalks()))

    def sparql(
        self, text: str, *, timeout: float | None = None, allow_service: bool = False
    ) -> QueryResult | GraphResult | bool:
        """Answer a SPARQL 1.1 query; TONE's prefixes need no declaration.

        Args:
            text: SELECT, ASK, CONSTRUCT or DESCRIBE. The ontology is in the graph ``<https://w3id.org/tone>``, words in
                ``<https://w3id.org/tone/lexicon>``, mappings to other schemes' labels in
                ``<https://w3id.org/tone/mappings>``; without ``GRAPH`` all are seen.
            timeout: time limit in seconds; None for none.
            allow_service: whether ``SERVICE`` may reach other endpoints over the network.

        Returns:
            Rows for SELECT, a graph for CONSTRUCT and DESCRIBE, a `bool` for ASK.

        Raises:
            QueryError: the query is malformed, an update, or uses ``SERVICE`` without leave; `line` says where.
            QueryTimeoutError: the time limit passed.

        Example:
            >>> import tone
            >>> kb = tone.load()
            >>> [row.e.curie for row in kb.sparql("SELECT ?e WHERE { ?e skos:broader tone:Optimism } ORDER BY ?e")]
            ['tone:Eagerness', 'tone:Hope']
        """
        return self._engine.query(text, timeout=timeout, allow_service=allow_service)

    @cached_property
    def queries(self) -> QueryCatalogue:
        """The named queries, by name."""
        from tone.rdf.queries import QueryCatalogue

        return QueryCatalogue(self.source.queries)

    def query(self, name: str, /, *, timeout: float | None = None, **parameters: object) -> QueryResult:
        """Run a named query.

        Args:
            name: one of `queries`.
            timeout: time limit in seconds; None for none.
            parameters: a value for each parameter of the query; emotions by key, CURIE, IRI, name or as `Emotion`.

        Returns:
            The rows; `note` says so if there are none because links or words are missing from the knowledge base.

        Raises:
            QueryError: no such query, or a parameter is missing, unknown or of the wrong kind.
            UnknownEmotionError: a parameter names no emotion.

        Example:
            >>> import tone
            >>> len(tone.load().query("descendants", emotion="joy"))
            34
        """
        from pyoxigraph import NamedNode

        from tone.errors import QueryError
        from tone.rdf.results import QueryResult

        query = self.queries[name]
        text = query.bind(parameters, lambda name: NamedNode(self.resolve(name).iri))
        result = self._engine.query(text, timeout=timeout)
        if not isinstance(result, QueryResult):
            raise QueryError(f"named query {name!r} is not a SELECT query")
        missing = {"links": not self.link_index.links, "words": not len(self.lexicon)}.get(query.needs, False)
        note = f"this knowledge base holds no {query.needs} yet, so there is nothing to find" if missing else ""
        return QueryResult(result.columns, result.rows, note)

    def export(self, path: Path | str, format: str | None = None, *, lexicon: bool = True) -> Path:
        """Write the knowledge base to a file, whole or not at all.

        Args:
            path: where to; the suffix chooses the format.
            format: a format of `tone.exports.FORMATS` by name, where the suffix does not tell.
            lexicon: whether the RDF formats include the words; without them the file is the ontology alone.

        Returns:
            The path.

        Raises:
            FormatError: the format is unknown.
            OutputError: the file cannot be written; what was there before is untouched.
        """
        from tone.exports import format_for

        write_atomically(path, format_for(path, format).render(self, lexicon))
        return Path(path)

    def subset(self, name: Emotion | str) -> KnowledgeBase:
        """Give a knowledge base of one emotion, all below it, and its ancestors, which it needs to stand.

        Links and words are kept where all their emotions are.

        Args:
            name: the emotion.

        Raises:
            UnknownEmotionError: it is not one.
        """
        key = self._key(name)
        kept = {key, *self._taxonomy.ancestors(key), *self._taxonomy.descendants(key)}
        return KnowledgeBase(
            Taxonomy([record for record in self._taxonomy.records.values() if record.key in kept]),
            partial(_part_of, self, frozenset(kept)),
            partial(_links_of, self, frozenset(kept)),
            self.source,
            muted=self.muted,
        )

    def extend(self, path: Path | str) -> KnowledgeBase:
        """Give a knowledge base with a table of words of your own laid over its lexicon; this one stays as it is.

        Args:
            path: a TSV file with the columns form, pos, emotion (a key) and weight. A weight above 0 adds a sense, or
                re-weights it; 0 mutes it, and with an empty emotion all senses of the form. A muted form loses its
                affinities too.

        Returns:
            A new knowledge base; overlays may be laid over overlays.

        Raises:
            TableError: the table has faults; each is listed with row and column.
            DataError: the table cannot be read.
        """
        from tone.overlay import lay_over
        from tone.tables import OVERLAY

        rows = OVERLAY.read(path)
        lexicon = Lexicon(
            lay_over(self.lexicon, rows, self._emotions, source=path, affinities=self.affinities or ()),
            tuple(self._emotions),
        )
        gone = {*self.muted, *self.lexicon.forms(), *(normalise(row.form) for row in rows if not row.weight)}
        return KnowledgeBase(
            self._taxonomy,
            partial(_given, lexicon),
            self._links,
            self.source,
            muted=frozenset(gone - {*lexicon.forms()}),
        )

    def annotate(
        self, results: Iterable[Classification], *, base: str = TEXTS, time: datetime.datetime | None = None
    ) -> GraphResult:
        """Describe classified texts in one graph, by NIF, Onyx and PROV-O.

        Args:
            results: what a classifier of this knowledge base answered, as `EmotionClassifier.pipe` gives it.
            base: what the IRIs of texts begin with; a hash of the text follows.
            time: when the texts were classified; None to leave it out.

        Raises:
            ValueError: the base is no absolute IRI, or has a fragment.
        """
        from tone import __version__
        from tone.rdf.annotations import annotate

        return annotate(results, version=__version__, base=base, time=time)

    def to_rdflib(self, *, lexicon: bool = True) -> rdflib.Graph:
        """Give a new rdflib graph with TONE's prefixes bound.

        Args:
            lexicon: whether the words are in it.
        """
        from tone.rdf.interchange import to_rdflib

        return to_rdflib(self.triples(lexicon=lexicon))

    def to_networkx(self) -> nx.MultiDiGraph[str]:
        """Give a directed multigraph over keys: tree and links. See `tone.network.to_networkx`."""
        from tone.network import to_networkx

        return to_networkx(self)

    def to_owlready(self) -> Any:
        """Give the ontology, without the words, as an owlready2 ontology in a new `World` of its own.

        Returns:
            An `owlready2.Ontology`; its `world` can be queried and reasoned over without touching others.

        Raises:
            MissingExtraError: owlready2 is not installed.
        """
        from tone.rdf.owlready import to_owlready

        return to_owlready(self.triples(lexicon=False))


def _given(lexicon: Lexicon) -> Lexicon:
    return lexicon


def _links_of(whole: KnowledgeBase, kept: frozenset[str]) -> LinkIndex:
    return LinkIndex(whole_links(whole.link_index.links, kept), kept)


def _part_of(kb: KnowledgeBase, kept: frozenset[str]) -> Lexicon:
    entries = [entry for entry in kb.lexicon.entries if entry.emotion in kept]
    return Lexicon([e if e.runner_up in kept else replace(e, runner_up="") for e in entries], kept)

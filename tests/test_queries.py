"""The named queries: each documented, each runnable as it stands, each with a golden answer in both worlds.

``pytest tests/test_queries.py --update-golden`` rewrites the golden files from what is answered now.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib
from conftest import DATA, ROOT
from pyoxigraph import NamedNode

import tone
from tone.errors import DataError, QueryError, UnknownEmotionError
from tone.lexicon import Lexicon
from tone.rdf.interchange import to_rdflib
from tone.rdf.mappings import mapping_triples
from tone.rdf.queries import parse_query
from tone.rdf.results import QueryResult, shown

MINI_PARAMETERS = {
    "aliases_of": {"emotion": "anger/envy"},
    "classes_of_episode": {"emotion": "anger/envy"},
    "definition_of": {"emotion": "anger/envy"},
    "emotions_of_word": {"word": "bitter"},
    "name_search": {"text": "hope"},
    "links_between": {"first": "anger", "second": "sadness/shame"},
    "path_to_root": {"emotion": "sadness/shame/guilt"},
    "primary_of_word": {"word": "bitter"},
    "provenance_of_word": {"word": "worried"},
    "shared_ancestor": {"first": "joy/optimism/hope", "second": "joy/cheerfulness/bliss"},
    "siblings": {"emotion": "joy/optimism"},
    "words_below": {"emotion": "sadness"},
    "words_of_emotion": {"emotion": "anger/envy"},
}
NAMES = sorted(path.stem for path in (ROOT / "queries").glob("*.rq"))
OF_LINKS = [name for name in NAMES if "\n# needs: links\n" in (ROOT / "queries" / f"{name}.rq").read_text("utf-8")]


def parameters(world: tone.KnowledgeBase, name: str) -> dict[str, str]:
    """The example's parameters, or in the small world others where the example's emotion is not part of it."""
    return MINI_PARAMETERS.get(name, world.queries[name].example) if len(world) == 20 else world.queries[name].example


def as_text(result: QueryResult) -> str:
    lines = ["\t".join(result.columns), *("\t".join(map(shown, row)) for row in result)]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("world", ["released", "mini"])
@pytest.mark.parametrize("name", NAMES)
def test_golden_answers(
    request: pytest.FixtureRequest, kb: tone.KnowledgeBase, mini: tone.KnowledgeBase, name: str, world: str
) -> None:
    base = kb if world == "released" else mini
    answer = as_text(base.query(name, **parameters(base, name)))
    path = DATA / "golden" / world / f"{name}.tsv"
    if request.config.getoption("--update-golden"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(answer, "utf-8")
    assert path.read_text("utf-8") == answer


def test_there_are_enough_questions() -> None:
    assert len(NAMES) >= 20


@pytest.fixture(scope="module")
def some(kb: tone.KnowledgeBase) -> tone.KnowledgeBase:
    """All emotions with their names: with all words rdflib would take minutes over a query."""
    names = [entry for entry in kb.lexicon.entries if not entry.curator]
    return tone.KnowledgeBase(
        kb.taxonomy, lambda: Lexicon(names, kb.taxonomy.records), lambda: kb.link_index, kb.source
    )


def with_mappings(base: tone.KnowledgeBase) -> rdflib.Graph:
    """All three graphs that a query sees here, as one."""
    mappings = {triple for name in base.crosswalks() for triple in mapping_triples(base.crosswalk(name))}
    return to_rdflib(base.triples() | mappings)


@pytest.fixture(scope="module")
def in_rdflib(some: tone.KnowledgeBase) -> rdflib.Graph:
    return with_mappings(some)


@pytest.mark.build
@pytest.mark.parametrize("name", NAMES)
def test_each_file_runs_as_it_stands_in_rdflib_and_here(
    some: tone.KnowledgeBase, in_rdflib: rdflib.Graph, name: str
) -> None:
    query = some.queries[name]
    assert query.title
    assert query.purpose.rstrip(".").count("?") <= 1
    ours = some.sparql(query.text)
    assert isinstance(ours, QueryResult)
    assert ours.rows == some.query(name, **query.example).rows
    theirs = in_rdflib.query(query.text)
    assert sorted(map(str, ours.to_tuples())) == sorted(
        str(tuple(None if cell is None else plain(cell) for cell in row))
        for row in theirs  # type: ignore[union-attr]
    )


@pytest.fixture(scope="module")
def mini_in_rdflib(mini: tone.KnowledgeBase) -> rdflib.Graph:
    return with_mappings(mini)


@pytest.mark.parametrize("name", OF_LINKS)
def test_queries_of_links_answer_the_same_in_rdflib(
    mini: tone.KnowledgeBase, mini_in_rdflib: rdflib.Graph, name: str
) -> None:
    query = mini.queries[name]
    text = query.bind(parameters(mini, name), lambda key: NamedNode(mini.resolve(key).iri))
    ours, theirs = mini.sparql(text), mini_in_rdflib.query(text)
    assert isinstance(ours, QueryResult)
    assert ours
    assert [tuple(map(str, row)) for row in ours.to_tuples()] == [
        tuple(str(plain(cell)) for cell in row) for row in theirs
    ]  # type: ignore[union-attr]


def plain(cell: rdflib.term.Node) -> object:
    value = cell.toPython() if isinstance(cell, rdflib.Literal) else str(cell)
    if isinstance(cell, rdflib.Literal) and cell.datatype == rdflib.XSD.decimal:
        return float(value)
    return str(value) if isinstance(value, rdflib.Literal) else value


def test_each_query_has_rows_where_it_can(mini: tone.KnowledgeBase, kb: tone.KnowledgeBase) -> None:
    empty = [name for name in NAMES if not mini.query(name, **parameters(mini, name))]
    assert empty == []
    for name in NAMES:
        result = kb.query(name, **kb.queries[name].example)
        assert not result.note
        assert result or name == "ambiguous_words"


def test_a_query_of_links_says_when_there_are_none(mini_folder: Path) -> None:
    (mini_folder / "vocab" / "links.tsv").unlink()
    result = tone.load(mini_folder).query("opposites", emotion="joy")
    assert not result
    assert result.note == "this knowledge base holds no links yet, so there is nothing to find"


def test_the_descendants_of_joy_are_the_34_emotions_under_it(kb: tone.KnowledgeBase) -> None:
    rows = kb.query("descendants", emotion="joy")
    assert [row.key for row in rows] == sorted(key for key in kb if key.startswith("joy/"))
    assert len(rows) == 34
    assert kb.query("descendants", emotion=kb["joy"]) == kb.query("descendants", emotion="tone:Joy") == rows


def test_wrong_parameters_are_explained(kb: tone.KnowledgeBase) -> None:
    with pytest.raises(QueryError, match="no query 'nope': available are about, aliases_of"):
        kb.query("nope")
    with pytest.raises(QueryError, match="'emotion' is missing: query 'children' takes emotion"):
        kb.query("children")
    with pytest.raises(QueryError, match="no parameter 'emo'"):
        kb.query("children", emo="joy")
    with pytest.raises(QueryError, match="'two' is not a whole number"):
        kb.query("emotions_of_tier", tier="two")
    with pytest.raises(UnknownEmotionError, match="did you mean 'joy'"):
        kb.query("children", emotion="joyy")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SELECT * WHERE { }", "lacks '# title:'"),
        ("# title: T\n# purpose: P\n# param: e emotion\nSELECT", "is not 'name"),
        ("# title: T\n# purpose: P\n# param: e (emotion) x\nSELECT", "the example gives"),
        ("# title: T\n# purpose: P\n# param: e (emotion) x\n# example: e=joy\nSELECT", "lacks its one line 'VALUES"),
    ],
)
def test_headers_are_checked(text: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        parse_query("sample", text)


def test_a_folder_may_bring_its_own_queries(mini_folder: Path) -> None:
    (mini_folder / "queries").mkdir()
    text = (ROOT / "queries" / "children.rq").read_text("utf-8")
    (mini_folder / "queries" / "mine.rq").write_text(text, "utf-8")
    own = tone.load(mini_folder)
    assert list(own.queries) == ["mine"]
    assert len(own.query("mine", emotion="joy")) == 3

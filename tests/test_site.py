"""The pages for people: whole, alike each time, without dead ends, and written in one step."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import DATA

import tone
from tone.colours import contrast
from tone.errors import MissingExtraError, OutputError
from tone.kb import KnowledgeBase
from tone.plot.markup import Bar, bars
from tone.site import broken_links, build_site, write_site
from tone.site.pages import sparql_example
from tone.site.schema import read_terms

VOID = {"meta", "link", "input", "br", "hr", "img"}


@pytest.fixture(scope="module")
def site(mini: KnowledgeBase) -> dict[str, bytes]:
    return build_site(mini)


class Balance(HTMLParser):
    """Checks that elements close in the order in which they open, and collects what a reader of the page needs."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes something else")


def test_every_emotion_and_term_has_a_page(site: dict[str, bytes], mini: KnowledgeBase) -> None:
    wanted = {f"emotions/{emotion.name}.html" for emotion in mini.emotions()}
    terms = read_terms(mini.source.triples(), mini.triples(lexicon=False))
    wanted |= {f"terms/{term.name}.html" for term in terms}
    assert {path for path in site if "/" in path} == wanted
    assert {"terms/isOppositeOf.html", "terms/EmotionEpisode.html", "terms/weight.html"} <= wanted
    assert len({path.casefold() for path in site}) == len(site)  # for file systems that do not tell cases apart


def test_all_references_resolve(site: dict[str, bytes]) -> None:
    assert list(broken_links(site)) == []


def test_broken_references_are_found() -> None:
    page = b'<a href="b.html">x</a><a href="#here">x</a><img src="https://x.org/a.png"><p id="i"></p><p id="i"></p>'
    assert sorted(broken_links({"a.html": page})) == [
        "a.html: #here leads to no place in a.html",
        "a.html: <img> fetches https://x.org/a.png from elsewhere",
        "a.html: b.html leads to no file",
        "a.html: the id 'i' is given twice",
    ]


def test_the_same_knowledge_gives_the_same_bytes(site: dict[str, bytes]) -> None:
    assert build_site(tone.load(DATA / "mini")) == site


def test_pages_are_well_formed_and_have_landmarks(site: dict[str, bytes]) -> None:
    for path, content in site.items():
        if not path.endswith(".html"):
            continue
        page = Balance(content.decode("utf-8"))
        assert (page.faults, page.open) == ([], []), path
        tags = [tag for tag, _ in page.elements]
        assert {"header", "nav", "main", "footer", "h1", "title"} <= set(tags), path
        assert tags.count("h1") == tags.count("main") == 1, path
        assert ("html", {"lang": "en"}) in page.elements, path
        assert ("form", "search") in [(tag, attributes.get("role")) for tag, attributes in page.elements]


def test_a_page_shows_definition_place_words_and_links(site: dict[str, bytes], mini: KnowledgeBase) -> None:
    text = site["emotions/Hope.html"].decode("utf-8")
    hope = mini["joy/optimism/hope"]
    assert hope.definition.replace("'", "&#39;") in text
    for wanted in (
        '<a href="../emotions/Optimism.html">optimism</a>',
        '<a href="../links.html#link-opposite_of-Hope-Despair">record</a>',
        '<h3 id="wholes">Component of</h3>',
        '<th scope="row">hope</th><td>1</td><td>1</td>',
        "tone:Hope a ",
        "kb[&#34;joy/optimism/hope&#34;]",
    ):
        assert wanted in text, wanted
    assert "anger opposite_of fear" not in site["links.html"].decode("utf-8")
    assert "Plutchik, R. (1980)" in site["sources.html"].decode("utf-8")


def test_a_page_shows_the_labels_of_other_schemes(site: dict[str, bytes], mini: KnowledgeBase) -> None:
    text = site["emotions/Hope.html"].decode("utf-8")
    own = '<a href="../schemes.html#scheme-emotionml-occ">emotionml_occ</a></th><td>hope</td><td>the same</td>'
    above = (
        '<a href="../schemes.html#scheme-ekman">ekman</a></th><td>happiness</td><td>the label of '
        '<a href="../emotions/Joy.html">joy</a> <span class="quiet">(close to it)</span></td>'
    )
    assert own in text
    assert above in text
    page = site["schemes.html"].decode("utf-8")
    for name in mini.crosswalks():
        for label in mini.crosswalk(name).labels:
            assert f'<th scope="row">{escape(label)}</th>' in page, (name, label)
    assert '<tr><th scope="row">approval</th><td></td><td>none</td><td></td><td>an attitude, no emotion in' in page
    assert 'href="schemes.html"' in site["index.html"].decode("utf-8")


def test_the_report_on_the_release_is_a_page_where_there_is_one(site: dict[str, bytes], mini_folder: Path) -> None:
    assert "report.html" not in site
    assert b"report.html" not in site["index.html"]
    (mini_folder / "ontology").mkdir()
    (mini_folder / "ontology" / "report.html").write_bytes(b"<h1>figures</h1>")
    whole = build_site(tone.load(mini_folder))
    assert whole["report.html"] == b"<h1>figures</h1>"
    assert b'href="report.html">Report</a>' in whole["index.html"]
    assert b'href="../report.html">Report</a>' in whole["emotions/Hope.html"]
    assert list(broken_links(whole)) == []


def test_the_rings_lead_to_every_emotion(site: dict[str, bytes], mini: KnowledgeBase) -> None:
    text = site["index.html"].decode("utf-8")
    drawn = text[text.index('<svg class="rings"') : text.index("</svg>")]
    assert re.findall(r'<a href="emotions/(\w+)\.html"', drawn) == [emotion.name for emotion in mini.emotions()]
    assert "NaN" not in drawn


def test_the_example_runs(mini: KnowledgeBase) -> None:
    found = mini.sparql(sparql_example(mini["joy/optimism/hope"]))
    assert ("hope", 1.0) in [(row.word, row.weight) for row in found]


def test_what_comes_from_tables_is_escaped(mini_folder: Path) -> None:
    table = mini_folder / "vocab" / "emotions.tsv"
    table.write_text(table.read_text("utf-8").replace("Envy that guards a bond", "Envy <b>&</b> bond"), "utf-8")
    text = build_site(tone.load(mini_folder))["emotions/Jealousy.html"].decode("utf-8")
    assert "Envy &lt;b&gt;&amp;&lt;/b&gt; bond" in text
    assert "<b>" not in text


def test_the_search_knows_names_words_and_terms(site: dict[str, bytes]) -> None:
    script = site["search-index.js"].decode("utf-8")
    index = json.loads(script.removeprefix("toneIndex=").removesuffix(";\n"))
    pages = {page[0]: page for page in index["pages"]}
    assert pages["emotions/Hope.html"][1:3] == ["hope", "joy/optimism/hope"]
    assert pages["terms/isOppositeOf.html"][3] == ["is opposite of"]
    words = {form: [index["pages"][number][2] for number in numbers] for form, numbers in index["words"]}
    assert words["angrier"] == ["anger"]


def test_colours_can_be_read(site: dict[str, bytes]) -> None:
    style = site["style.css"].decode("utf-8")
    for theme in re.findall(r":root \{(.*?)\}", style, re.DOTALL):
        colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", theme))
        for ink in ("ink", "quiet", "link"):
            for ground in ("ground", "raised"):
                assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
        assert contrast(colours["ink"], colours["mark"]) >= 4.5
    assert len(re.findall(r":root \{", style)) == 2  # light and dark


def test_a_site_is_replaced_and_nothing_else_is(tmp_path: Path, site: dict[str, bytes]) -> None:
    out = tmp_path / "deep" / "site"
    write_site(out, {**site, "gone.html": b""})
    write_site(out, site)
    written = {path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file()}
    assert written == {*site, ".tone-site"}
    assert [path.name for path in out.parent.iterdir()] == ["site"]
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.tex").write_text("years of work")
    with pytest.raises(OutputError, match="holds something else than a site"):
        write_site(tmp_path / "thesis", site)
    assert (tmp_path / "thesis" / "chapter.tex").exists()


def test_the_command_writes_a_site(run: Callable[..., object], tmp_path: Path) -> None:
    done = run("--data", str(DATA / "mini"), "site", str(tmp_path / "site"))
    assert (done.code, done.out) == (0, "")
    assert "open" in done.err
    assert (tmp_path / "site" / "index.html").exists()
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert run("--data", str(DATA / "mini"), "site", str(blocked)).code == 2


def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch, mini: KnowledgeBase) -> None:
    from tone.site import templating

    templating.environment.cache_clear()
    monkeypatch.setitem(__import__("sys").modules, "jinja2", None)
    with pytest.raises(MissingExtraError, match=r"tone-ontology\[site\]"):
        build_site(mini)
    templating.environment.cache_clear()


def test_bars_are_as_long_as_their_values() -> None:
    chart = bars("a < b", [Bar("one", 1, "1"), Bar("two", 2, "2", "#ff0000"), Bar("none", 0, "0")])
    widths = [float(found) for found in re.findall(r'width="([\d.]+)" height="16"', chart)]
    assert widths[0] == pytest.approx(widths[1] / 2, abs=0.1)
    assert widths[2] == 0
    assert "<title>a &lt; b</title>" in chart
    assert bars("nothing", []).endswith("</svg>")

"""Pictures: all that belongs on them is there and can be read, and the same data give the same bytes."""

from __future__ import annotations

import math
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import tone
from tone.cli import main
from tone.errors import FormatError, MissingExtraError, ToneError, UnknownEmotionError
from tone.model import LinkKind
from tone.plot import draw_links, draw_sunburst, draw_wheel
from tone.plot.bundling import bundled, spline
from tone.plot.columns import break_into_columns

DRAWN = pytest.mark.parametrize("draw", [draw_sunburst, draw_wheel, draw_links])


@pytest.fixture
def figures(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The figures that are saved from now on."""
    figure = pytest.importorskip("matplotlib.figure", reason="matplotlib comes with the extra 'plot'").Figure
    saved: list[Any] = []
    save = figure.savefig

    def keep(self: Any, *arguments: Any, **options: Any) -> None:
        saved.append(self)
        save(self, *arguments, **options)

    monkeypatch.setattr(figure, "savefig", keep)
    return saved


def text_boxes(figure: Any) -> dict[str, list[Any]]:
    """The outlines of all texts, turned as they are, in pixels."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.path import Path as Outline
    from matplotlib.transforms import Affine2D

    renderer = FigureCanvasAgg(figure).get_renderer()
    boxes: dict[str, list[Any]] = {}
    for text in figure.axes[0].texts:
        angle = text.get_rotation()
        text.set_rotation(0)
        box = text.get_window_extent(renderer)
        text.set_rotation(angle)
        x, y = text.get_transform().transform(text.get_position())
        corners = [(box.x0, box.y0), (box.x1, box.y0), (box.x1, box.y1), (box.x0, box.y1), (box.x0, box.y0)]
        turned = Affine2D().rotate_deg_around(x, y, angle).transform(corners)
        boxes.setdefault(text.get_text(), []).append(Outline(turned))
    return boxes


def assert_readable(figure: Any, smallest: float) -> None:
    """No text is tiny, lies on another, or leaves the sheet."""
    boxes = [box for found in text_boxes(figure).values() for box in found]
    for place, box in enumerate(boxes):
        assert not any(box.intersects_path(other) for other in boxes[:place])
        assert figure.bbox.contains(*box.vertices.min(0))
        assert figure.bbox.contains(*box.vertices.max(0))
    assert min(text.get_fontsize() for text in figure.axes[0].texts) >= smallest


def test_a_sunburst_has_a_wedge_for_each_emotion(mini: tone.KnowledgeBase, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="matplotlib comes with the extra 'plot'")
    picture = draw_sunburst(mini, tmp_path / "mini.svg").read_text("utf-8")
    assert picture.count('<g id="patch_') == len(mini) + 1  # and the background
    assert picture.count('<g id="text_') == len(mini)


def test_a_wheel_has_all_labels_and_a_curve_for_each_link(
    mini: tone.KnowledgeBase, tmp_path: Path, figures: list[Any]
) -> None:
    picture = draw_wheel(mini, tmp_path / "wheel.svg").read_text("utf-8")
    curves = Counter(re.findall(r'<g id="link_([a-z_]+)_\d+"', picture))
    assert curves == Counter(link.kind.value for link in mini.link_index.in_use())
    assert {emotion.qualified_label for emotion in mini.emotions()} <= text_boxes(figures[0]).keys()
    assert_readable(figures[0], 9)
    only = draw_wheel(mini, tmp_path / "wheel.svg", ["composed_of"]).read_text("utf-8")
    assert set(re.findall(r'<g id="link_([a-z_]+)_\d+"', only)) == {"composed_of"}


def test_the_wheel_of_all_emotions_can_be_read(kb: tone.KnowledgeBase, tmp_path: Path, figures: list[Any]) -> None:
    draw_wheel(kb, tmp_path / "wheel.svg")
    assert {emotion.qualified_label for emotion in kb.emotions()} <= text_boxes(figures[0]).keys()
    assert_readable(figures[0], 8.5)


def test_curves_meet_where_the_links_begin_and_end(
    mini: tone.KnowledgeBase, tmp_path: Path, figures: list[Any]
) -> None:
    draw_wheel(mini, tmp_path / "wheel.png", [LinkKind.PLUS_LEADS_TO])
    curves = [patch for patch in figures[0].axes[0].patches if str(patch.get_gid()).startswith("link_")]
    assert len(curves) == 2
    for curve in curves:
        branches = list(curve.get_path().to_polygons(closed_only=False))
        assert len(branches) == 2  # one from each operand
        assert branches[0][-1] == pytest.approx(branches[1][-1])  # and both end at the result
        begin, end = ({round(math.hypot(*branch[place])) for branch in branches} for place in (0, -1))
        assert len(begin) == len(end) == 1
        assert max(end) < max(begin)  # there is room for the arrow head


def test_links_are_all_there_to_read(mini: tone.KnowledgeBase, tmp_path: Path, figures: list[Any]) -> None:
    draw_links(mini, tmp_path / "links.svg")
    assert_readable(figures[0], 9)
    drawn = {text: len(boxes) for text, boxes in text_boxes(figures[0]).items()}
    links = list(mini.link_index.in_use())
    said = Counter(mini[key].qualified_label for link in links for key in (*link.subjects, link.object))
    said["envy"] -= 1  # the whole of two parts stands once
    said.update({"joy": 2, "anger": 1, "sadness": 1})  # the headings
    assert {label: drawn.get(label, 0) for label in said} == dict(said)
    assert {"Opposites", "Compositions", "Combinations", "2 pairs", "1 emotion and its parts"} <= drawn.keys()


def test_links_of_one_emotion_or_kind(mini: tone.KnowledgeBase, tmp_path: Path, figures: list[Any]) -> None:
    draw_links(mini, tmp_path / "links.svg", emotion="joy/optimism/hope")
    drawn = text_boxes(figures[0])
    assert {"Links of hope", "despair", "envy", "sadness"} <= drawn.keys()  # the other part of envy as well
    assert "relief" not in drawn
    draw_links(mini, tmp_path / "links.svg", ["plus_leads_to"])
    assert "Combinations" in text_boxes(figures[1])
    assert "Opposites" not in text_boxes(figures[1])


def test_without_links_the_wheel_is_the_tree_alone(mini_folder: Path, tmp_path: Path, figures: list[Any]) -> None:
    table = mini_folder / "vocab" / "links.tsv"
    table.write_text(table.read_text("utf-8").splitlines(keepends=True)[0], "utf-8")
    bare = tone.load(mini_folder)
    assert 'id="link_' not in draw_wheel(bare, tmp_path / "wheel.svg").read_text("utf-8")
    assert text_boxes(figures[0]).keys() == {emotion.qualified_label for emotion in bare.emotions()}
    with pytest.raises(ToneError, match="there are no links to draw"):
        draw_links(bare, tmp_path / "links.svg")


def test_no_such_links_to_draw(mini: tone.KnowledgeBase, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="matplotlib comes with the extra 'plot'")
    with pytest.raises(ToneError, match="no links of kind opposite_of of joy/cheerfulness/bliss to draw"):
        draw_links(mini, tmp_path / "links.svg", ["opposite_of"], "joy/cheerfulness/bliss")
    with pytest.raises(UnknownEmotionError):
        draw_links(mini, tmp_path / "links.svg", emotion="joy/nothing")
    with pytest.raises(ValueError, match="is_like"):
        draw_wheel(mini, tmp_path / "links.svg", ["is_like"])
    assert list(tmp_path.iterdir()) == []


@DRAWN
def test_the_same_data_give_the_same_bytes(draw: Any, mini: tone.KnowledgeBase, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="matplotlib comes with the extra 'plot'")
    for suffix, beginning in ((".svg", b"<?xml"), (".pdf", b"%PDF"), (".png", b"\x89PNG")):
        first = draw(mini, tmp_path / f"first{suffix}").read_bytes()
        assert first.startswith(beginning)
        assert draw(mini, tmp_path / f"again{suffix}").read_bytes() == first


@DRAWN
def test_what_cannot_be_drawn_is_said(
    draw: Any, mini: tone.KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(FormatError, match=r"known suffixes are \.svg, \.png, \.pdf"):
        draw(mini, tmp_path / "mini.doc")
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(MissingExtraError, match=r"tone-ontology\[plot\]"):
        draw(mini, tmp_path / "mini.svg")


def test_curves_and_columns() -> None:
    way = [(0.0, 0.0), (0.0, 9.0), (9.0, 9.0), (9.0, 0.0)]
    assert bundled(way, 1) == way
    assert all(y == 0 for _, y in bundled(way, 0))
    points = list(spline(way))
    assert (points[0], points[-1]) == (way[0], pytest.approx(way[-1]))
    assert len(points) % 3 == 1
    groups = [("a", list(range(7))), ("b", [1]), ("c", list(range(4)))]
    for count in range(1, 6):
        columns = break_into_columns(groups, count)
        assert len(columns) <= count
        assert [line.row for column in columns for line in column if line.row is not None] == [
            row for _, rows in groups for row in rows
        ]
        assert all(column[0].heading and column[-1].row is not None for column in columns)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["links", "--emotion", "hope"], 0),
        (["wheel", "--kind", "opposite_of", "--kind", "composed_of"], 0),
        (["links", "--emotion", "bliss"], 2),
        (["wheel", "--emotion", "joy"], 2),
        (["sunburst", "--kind", "opposite_of"], 2),
    ],
)
def test_the_command(arguments: list[str], code: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("matplotlib", reason="matplotlib comes with the extra 'plot'")
    data = Path(__file__).parent / "data" / "mini"
    with pytest.raises(SystemExit) as leaving:
        main(["--data", str(data), "plot", *arguments, "-o", str(tmp_path / "picture.svg")])
    assert leaving.value.code == code, capsys.readouterr().err
    assert (tmp_path / "picture.svg").exists() == (code == 0)

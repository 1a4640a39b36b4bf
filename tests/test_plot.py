"""Pictures: every emotion is on them, and the same tree gives the same bytes."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import tone
from tone.errors import FormatError, MissingExtraError
from tone.plot import draw_sunburst


def test_a_sunburst_has_a_wedge_for_each_emotion(mini: tone.KnowledgeBase, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib", reason="matplotlib comes with the extra 'plot'")
    picture = draw_sunburst(mini, tmp_path / "mini.svg").read_text("utf-8")
    assert picture.count('<g id="patch_') == len(mini) + 1  # and the background
    assert picture.count('<g id="text_') == len(mini)
    assert draw_sunburst(mini, tmp_path / "again.svg").read_text("utf-8") == picture
    assert draw_sunburst(mini, tmp_path / "mini.png").read_bytes().startswith(b"\x89PNG")


def test_what_cannot_be_drawn_is_said(
    mini: tone.KnowledgeBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(FormatError, match=r"known suffixes are \.svg, \.png, \.pdf"):
        draw_sunburst(mini, tmp_path / "mini.doc")
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(MissingExtraError, match=r"tone-ontology\[plot\]"):
        draw_sunburst(mini, tmp_path / "mini.svg")

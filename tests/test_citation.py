"""CITATION.cff and the cards: valid, and of one mind with the package."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT

import tone
from tone.evaluate.bias_report import BEGIN, END

CITATION = ROOT / "CITATION.cff"


def test_the_citation_is_valid() -> None:
    citation = pytest.importorskip("cffconvert.citation", reason="cffconvert is in no extra: it pins old packages")
    citation.Citation(CITATION.read_text("utf-8")).validate()


def test_the_citation_names_this_version() -> None:
    text = CITATION.read_text("utf-8")
    assert f"\nversion: {tone.__version__}\n" in text
    issued = re.search(r'dcterms:issued "(.+?)"', (ROOT / "ontology" / "core.ttl").read_text("utf-8"))
    assert issued is not None
    assert f'date-released: "{issued[1]}"' in text
    for fact in (
        "cff-version: 1.2.0",
        "Emotions in Social Psychology",
        "The TONE maintainers",
        "https://w3id.org/tone",
    ):
        assert fact in text


def test_the_cards_name_files_that_exist_and_carry_the_biases() -> None:
    for card in (ROOT / "ontology" / "DATA_CARD.md", ROOT / "vocab" / "MODEL_CARD.md"):
        text = card.read_text("utf-8")
        for name in re.findall(r"`((?:vocab|ontology)/[\w./-]+)`", text):
            assert (ROOT / name).exists(), name
        for part in ("Intended use", "Not to be used for", "Limits", "iases"):
            assert part in text
    section = (ROOT / "vocab" / "MODEL_CARD.md").read_text("utf-8").partition(BEGIN)[2].partition(END)[0]
    assert "### lexical" in section
    assert "### contextual" in section

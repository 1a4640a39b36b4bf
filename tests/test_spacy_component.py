"""The spaCy component: answers and spans, in streams and processes, written and read back, and bad configuration."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from conftest import DATA, ROOT

import tone
from tone.errors import DataError, ToneError

pytest.importorskip("spacy", reason="spaCy comes with the extra 'spacy'")

import spacy
from spacy.tokens import Doc, DocBin, Span

from tone.integrations.spacy_component import NAME, emotions_of

MINI = {"data": str(DATA / "mini")}
TEXTS = ["So much joy, and no anger.", "", "It is Tuesday.", "joy and despair", "Good cheer \U0001f642 to all"] * 3


@pytest.fixture(scope="module")
def nlp() -> spacy.Language:
    pipeline = spacy.blank("en")
    pipeline.add_pipe(NAME, config=MINI)
    return pipeline


def test_the_entry_point_names_the_factory(nlp: spacy.Language) -> None:
    project = (ROOT / "pyproject.toml").read_text("utf-8")
    [(module, function)] = re.findall(rf'^{NAME} = "(.+):(.+)"$', project, re.MULTILINE)
    assert callable(getattr(import_module(module), function))
    assert nlp.get_pipe_meta(NAME).factory == NAME


def test_answers_are_those_of_the_classifier(nlp: spacy.Language, mini: tone.KnowledgeBase) -> None:
    for doc, answer in zip(map(nlp, TEXTS), tone.EmotionClassifier(mini).pipe(TEXTS), strict=True):
        assert doc._.emotions == answer
        assert [span.label_ for span in doc.spans["tone"]] == [mention.emotion.key for mention in answer.mentions]
        for span, mention in zip(doc.spans["tone"], answer.mentions, strict=True):
            assert span._.tone_mention == mention
            assert mention.text in span.text
    assert spacy.blank("en")("joy")._.emotions is None
    assert nlp("the joy")[0:1]._.tone_mention is None


def test_streams_and_processes(nlp: spacy.Language) -> None:
    alone = [nlp(text)._.emotions for text in TEXTS]
    assert [doc._.emotions for doc in nlp.pipe(iter(TEXTS), batch_size=4)] == alone
    several = list(nlp.pipe(TEXTS, n_process=2, batch_size=5))
    assert [doc._.emotions for doc in several] == alone
    for doc in several:
        assert [span._.tone_mention for span in doc.spans["tone"]] == list(doc._.emotions.mentions)


def test_documents_and_pipelines_are_read_back(nlp: spacy.Language, tmp_path: Path) -> None:
    doc = nlp(TEXTS[0])
    [again] = DocBin(store_user_data=True, docs=[doc]).get_docs(nlp.vocab)
    assert again._.emotions == doc._.emotions
    assert again._.emotions.mentions[0].entry == doc._.emotions.mentions[0].entry
    assert again.to_bytes() == doc.to_bytes()
    nlp.to_disk(tmp_path / "pipeline")
    loaded = spacy.load(tmp_path / "pipeline")
    assert loaded.pipe_names == [NAME]
    assert loaded(TEXTS[0])._.emotions == doc._.emotions
    other = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    other.user_data[NAME]["answer"]["scores"] = {"joy/mirth": 1.0}
    with pytest.raises(DataError, match=r"joy/mirth.*the knowledge base that answered"):
        emotions_of(other)


def test_spans_as_configured(mini: tone.KnowledgeBase, tmp_path: Path) -> None:
    overlay = tmp_path / "words.tsv"
    overlay.write_text("form\tpos\temotion\tweight\nglow-up\tnoun\tjoy/cheerfulness/bliss\t1\n")
    nlp = spacy.blank("en")
    config = {**MINI, "vocab": [str(overlay)], "spans_key": "feelings", "label": "label", "tier": 1}
    nlp.add_pipe(NAME, name="feelings", config=config)
    doc = nlp("What a glow-up.")
    assert [(span.text, span.label_) for span in doc.spans["feelings"]] == [("glow-up", "joy")]
    assert Doc(nlp.vocab).from_bytes(doc.to_bytes())._.emotions == doc._.emotions
    strict = spacy.blank("en")
    strict.add_pipe(NAME, config={**MINI, "alignment_mode": "strict"})
    assert len(strict("joy").spans["tone"]) == 1


def test_bad_configuration(tmp_path: Path) -> None:
    for config, expected, message in (
        ({"mode": "psychic"}, ToneError, "no mode 'psychic'"),
        ({"label": "iri"}, ToneError, "label 'iri': expected one of key, label"),
        ({"alignment_mode": "fuzzy"}, ToneError, "alignment_mode 'fuzzy'"),
        ({"tier": 4}, ValueError, "4 is not a valid Tier"),
        ({"vocab": [str(tmp_path / "none.tsv")]}, DataError, "cannot read"),
        ({"threshold": "high"}, ValueError, "threshold"),
    ):
        with pytest.raises(expected, match=message):
            spacy.blank("en").add_pipe(NAME, config={**MINI, **config})


def test_an_extension_of_others_is_not_overwritten() -> None:
    getter = Doc.get_extension("emotions")[2]
    Doc.set_extension("emotions", default="theirs", force=True)
    try:
        with pytest.raises(ToneError, match="Doc has an extension 'emotions' of another's making"):
            spacy.blank("en").add_pipe(NAME, config=MINI)
        assert spacy.blank("en")("joy")._.emotions == "theirs"
    finally:
        Doc.set_extension("emotions", getter=getter, force=True)
    assert Span.has_extension("tone_mention")


def test_without_spacy() -> None:
    program = """
import sys
sys.modules["spacy"] = sys.modules["srsly"] = None
import tone.errors
try:
    import tone.integrations.spacy_component
except tone.errors.MissingExtraError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "spaCy, which is not installed: pip install 'tone-ontology[spacy]'" in done.stdout

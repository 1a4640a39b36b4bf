"""The attribute ``tone`` of data frames."""

from __future__ import annotations

import importlib
import subprocess
import sys

import pytest

import tone
from tone.errors import DataError, ToneError

TEXTS = ["so much joy", None, "nothing but despair"]


@pytest.mark.parametrize(
    ("library", "module"), [("pandas", "pandas_accessor"), ("polars", "polars_namespace")], ids=["pandas", "polars"]
)
def test_frames_classify_themselves(library: str, module: str, mini: tone.KnowledgeBase) -> None:
    frames = pytest.importorskip(library, reason=f"{library} is not installed")
    importlib.import_module(f"tone.integrations.{module}")
    clf = tone.EmotionClassifier(mini)
    frame = frames.DataFrame({"text": TEXTS, "stars": [5, 3, 1]})
    found = frame.tone.classify(classifier=clf, tier=1, scores=2, mentions=True)
    assert type(found) is type(frame)
    assert found.equals(tone.classify_frame(frame, classifier=clf, tier=1, scores=2, mentions=True))
    assert list(found["tone_key"]) == ["joy", None, "sadness"]
    assert list(frame.columns) == ["text", "stars"]
    first, *_ = frame.tone.classify("text", prefix="")["emotion"]  # by the packaged words
    assert first == "joy"
    with pytest.raises(DataError, match="the frame has no columns 'review': there are 'text', 'stars'"):
        frame.tone.classify("review")
    with pytest.raises(DataError, match="row 2: no text in column 'text'"):
        frame.tone.classify("text", classifier=clf, missing="error")
    with pytest.raises(DataError, match="has a column 'tone_emotion' already"):
        found.tone.classify("text", classifier=clf)
    with pytest.raises(ValueError, match="7 is not a valid Tier"):
        frame.tone.classify("text", classifier=clf, tier=7)


@pytest.mark.parametrize(
    ("library", "module", "extra"), [("pandas", "pandas_accessor", "tables"), ("polars", "polars_namespace", "polars")]
)
def test_without_the_library(library: str, module: str, extra: str) -> None:
    program = f"""
import sys
sys.modules["{library}"] = None
import tone.errors
try:
    import tone.integrations.{module}
except tone.errors.MissingExtraError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert f"{library}, which is not installed: pip install 'tone-ontology[{extra}]'" in done.stdout
    assert issubclass(tone.MissingExtraError, ToneError)

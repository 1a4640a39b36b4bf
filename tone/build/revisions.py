"""The data of another revision, taken out of the version control of a checkout."""

from __future__ import annotations

import io
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tone.errors import DataError

PARTS = ("ontology", "queries", "vocab")
"""The folders of data, as far as a revision has them."""


@contextmanager
def data_of_revision(checkout: Path, revision: str) -> Iterator[Path]:
    """Lay out the data of a revision in a folder that is gone afterwards.

    Args:
        checkout: a folder under git.
        revision: a version (``0.1.0`` also stands for the tag ``v0.1.0``), branch, tag or commit.

    Yields:
        The folder, which holds ``vocab/`` and the rest as they were then.

    Raises:
        DataError: there is no git, the folder is not under git, or has no such revision.
    """
    commit = next((found for name in (revision, f"v{revision}") if (found := _commit(checkout, name))), "")
    if not commit:
        raise DataError(f"{revision!r} is no file or folder, and no revision of the checkout {checkout}")
    held = _git(checkout, "ls-tree", "--name-only", commit).decode("utf-8").split("\n")
    content = _git(checkout, "archive", commit, *(part for part in PARTS if part in held))
    with TemporaryDirectory() as place:
        with tarfile.open(fileobj=io.BytesIO(content)) as packed:
            if sys.version_info >= (3, 12):
                packed.extractall(place, filter="data")
            else:
                packed.extractall(place)  # noqa: S202 - git's own archive holds nothing outside it
        yield Path(place)


def _commit(checkout: Path, name: str) -> str:
    if name.startswith("-"):
        return ""
    try:
        return _git(checkout, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}").decode("ascii").strip()
    except DataError:
        return ""


def _git(checkout: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(["git", "-C", checkout, *arguments], capture_output=True, check=True)  # noqa: S603, S607
    except (OSError, subprocess.CalledProcessError) as error:
        raise DataError(f"git {arguments[0]} fails in {checkout}: {error}") from error
    return done.stdout

"""Write a site whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tone.errors import OutputError

MARK = ".tone-site"
"""A file that says that a folder was written by us and may be written anew."""


def write_site(folder: Path | str, files: Mapping[str, bytes]) -> Path:
    """Write the files of a site into a folder, in one step, so that nobody sees half of them.

    Args:
        folder: where to. It may exist if it is empty, or holds a site that was written here before, which is replaced.
        files: the content of all files by path.

    Returns:
        The folder.

    Raises:
        OutputError: the folder holds something else, or cannot be written; what was there before is untouched.
    """
    target = Path(folder)
    if target.exists() and not target.is_dir():
        raise OutputError(f"{target} is a file: name a folder for the site")
    if target.exists() and any(target.iterdir()) and not (target / MARK).exists():
        raise OutputError(f"{target} holds something else than a site: name a folder that is new or empty")
    made: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}."))
        made.chmod(0o755)
        for path, content in {**files, MARK: b"written by `tone site`, which may replace this folder\n"}.items():
            place = made / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        if target.exists():
            old = target.with_name(f".{target.name}.old")
            shutil.rmtree(old, ignore_errors=True)
            target.replace(old)
            made.replace(target)
            shutil.rmtree(old, ignore_errors=True)
        else:
            made.replace(target)
    except OSError as error:
        if made is not None:
            shutil.rmtree(made, ignore_errors=True)
        reason = error.strerror or str(error)
        raise OutputError(f"cannot write {target}: {reason}; choose a folder that you may write to") from error
    return target

"""Write a file whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from tone.errors import OutputError


def write_atomically(path: Path | str, content: bytes) -> None:
    """Write bytes to a file so that a reader, or a failure, never sees half of them.

    The bytes go to a temporary file in the same folder, which then takes the place of the old one in one step.

    Args:
        path: the file; its folder must exist.
        content: all that the file shall hold.

    Raises:
        OutputError: the file cannot be written; the old file, if any, is untouched.
    """
    import tempfile  # here, because it is slow to load and reading needs none of it

    target = Path(path)
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        umask = os.umask(0)
        os.umask(umask)
        Path(temporary).chmod(0o666 & ~umask)
        Path(temporary).replace(target)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        reason = error.strerror or str(error)
        raise OutputError(
            f"cannot write {target}: {reason}; choose a path in a folder that you may write to"
        ) from error

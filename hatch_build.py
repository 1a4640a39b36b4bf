"""Compile the modules in which the time of reading texts goes to C, where the machine can; they work uncompiled, too.

hatchling runs this when it builds a wheel. An editable installation stays uncompiled, so that what is edited is what
runs; `HATCH_BUILD_NO_HOOKS=1` leaves compiling out of any build, as for a wheel that serves all machines.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompilingHook(BuildHookInterface):  # type: ignore[type-arg]
    """Puts compiled modules beside their sources in the wheel; the checkout stays as it is."""

    _folder: TemporaryDirectory[str] | None = None

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile, and add what came out to the files of the wheel."""
        if version == "editable" or platform.python_implementation() != "CPython":
            return
        self._folder = TemporaryDirectory()
        folder = Path(self._folder.name)
        shutil.copytree(Path(self.root, "tone"), folder / "tone", ignore=shutil.ignore_patterns("__pycache__"))
        command = [sys.executable, "-m", "mypyc", *self.config["mypy-args"], *self.config["modules"]]
        environment = {**os.environ, "MYPYC_DEBUG_LEVEL": "0"}
        piped = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        done = subprocess.run(command, cwd=folder, env=environment, check=False, **piped)  # noqa: S603 - our own options
        written = [*folder.glob("*"), *(folder / "tone").rglob("*")]
        compiled = [path for path in written if path.name.endswith(tuple(EXTENSION_SUFFIXES))]
        if done.returncode or not compiled:
            self.app.display_warning(
                "Not compiled, so texts are read more slowly, to the same answers: install a C compiler and Python's "
                f"headers, then install TONE again. mypyc says:\n{done.stdout}"
            )
            return
        build_data["infer_tag"] = True
        build_data["pure_python"] = False
        build_data["force_include"].update({str(path): path.relative_to(folder).as_posix() for path in compiled})

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Drop what was compiled, as it is in the wheel."""
        if self._folder is not None:
            self._folder.cleanup()

"""Builds the shared library with the Swift package manager and puts it into the wheel."""

from __future__ import annotations

import os
import shutil
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BuildLibrary(BuildHookInterface):
    """Adds `libpointspread.so`, with the Swift runtime inside it, and says that the wheel is for this platform."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        package = Path(self.root).parent
        target = Path(self.root) / "build"
        target.mkdir(exist_ok=True)
        library = target / "libpointspread.so"
        subprocess.run([package / "Scripts" / "build-library", library], check=True, env=os.environ)
        build_data["force_include"][str(library)] = "pointspread/libpointspread.so"
        # Any Python 3, but this kind of processor and system only.
        platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
        build_data["tag"] = f"py3-none-{platform}"

    def clean(self, versions: list[str]) -> None:
        shutil.rmtree(Path(self.root) / "build", ignore_errors=True)

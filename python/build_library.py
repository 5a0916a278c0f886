"""Builds the shared library with the Swift package manager and puts it into the wheel."""

from __future__ import annotations

import subprocess
import sysconfig
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BuildLibrary(BuildHookInterface):  # type: ignore[type-arg]
    """Makes `libpointspread.so`, with the Swift runtime inside it, and says that the wheel is for this platform."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        script = Path(self.root).parent / "Scripts" / "build-library"
        if not script.exists():
            raise FileNotFoundError(
                f"library: expected the sources of PointSpread around {self.root}, found no {script}; build from the repository"
            )
        subprocess.run([script, self._library], check=True)
        # Any Python 3, but this kind of processor and system only.
        platform = sysconfig.get_platform().replace("-", "_").replace(".", "_")
        build_data["tag"] = f"py3-none-{platform}"

    def clean(self, versions: list[str]) -> None:
        self._library.unlink(missing_ok=True)

    @property
    def _library(self) -> Path:
        return Path(self.root) / "src" / "pointspread" / "libpointspread.so"

"""All that a run found, and the files that it leaves."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import ClassVar

from .comparing import Outcome


@dataclass
class Results:
    """What a run found."""

    NAME: ClassVar[str] = "filters"

    machine: dict[str, object]
    versions: dict[str, str]
    threads: list[int]
    quick: bool
    outcomes: list[Outcome] = field(default_factory=list)
    imports: dict[str, float] = field(default_factory=dict)

    def growth(self) -> list[Outcome]:
        """The same filter on arrays of several sizes."""
        return [outcome for outcome in self.outcomes if outcome.case.group == "growth"]

    def as_json(self) -> str:
        return json.dumps(
            {
                "machine": self.machine,
                "versions": self.versions,
                "threads": self.threads,
                "quick": self.quick,
                "import_seconds": self.imports,
                "cases": [outcome.as_json() for outcome in self.outcomes],
            },
            indent=1,
            ensure_ascii=False,
        )

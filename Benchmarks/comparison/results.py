"""All that a run found, and the files that it leaves."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from .comparing import Outcome
from .memory import Memory


@dataclass
class Results:
    """What a run found."""

    name: str
    """Of the files."""

    machine: dict[str, object]
    versions: dict[str, str]
    instructions: str
    """What ours uses."""

    threads: list[int]
    quick: bool
    outcomes: list[Outcome] = field(default_factory=list)
    imports: dict[str, float] = field(default_factory=dict)
    memory: dict[str, Memory] = field(default_factory=dict)
    calls: dict[str, float] = field(default_factory=dict)
    """Milliseconds of calls of one small array."""

    def natives(self) -> list[Outcome]:
        """What is not called as another library is."""
        return [outcome for outcome in self.outcomes if outcome.case.group != "convention"]

    def conventions(self) -> list[Outcome]:
        """Functions of other libraries under their own names."""
        return [outcome for outcome in self.outcomes if outcome.case.group == "convention"]

    def growth(self) -> list[Outcome]:
        """The same filter on arrays of several sizes."""
        return [outcome for outcome in self.outcomes if outcome.case.group == "growth"]

    def as_json(self) -> str:
        return json.dumps(
            {
                "machine": self.machine,
                "versions": self.versions,
                "threads": self.threads,
                "instructions": self.instructions,
                "quick": self.quick,
                "import_seconds": self.imports,
                "memory_bytes": self.memory,
                "call_milliseconds": self.calls,
                "cases": [outcome.as_json() for outcome in self.outcomes],
            },
            indent=1,
            ensure_ascii=False,
        )

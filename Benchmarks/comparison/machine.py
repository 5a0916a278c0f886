"""Where and when a run took place."""

from __future__ import annotations

import datetime
import os
import platform
from pathlib import Path

# What decides which kernels libraries choose, the widest first.
_INSTRUCTION_SETS = (
    ("AVX-512", {"avx512f", "avx512bw", "avx512dq", "avx512vl"}),
    ("AVX2", {"avx2", "fma"}),
    ("NEON", {"asimd"}),
    ("SSE2", {"sse2"}),
)


def machine() -> dict[str, object]:
    """The processor, its cores that this process may use, its instruction set, the system, the load and the date."""
    facts = _processor()
    flags = set(facts.get("flags", facts.get("Features", "")).split())
    return {
        "processor": facts.get("model name", platform.processor() or platform.machine()),
        "model": facts.get("model", ""),
        "cores": len(os.sched_getaffinity(0)),
        "instruction_set": next((name for name, needed in _INSTRUCTION_SETS if needed <= flags), "unknown"),
        "system": _system(),
        "python": platform.python_version(),
        "load": round(os.getloadavg()[0], 2),
        "date": datetime.date.today().isoformat(),
    }


def _processor() -> dict[str, str]:
    lines = Path("/proc/cpuinfo").read_text().split("\n\n")[0].splitlines()
    return {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in lines)}


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return platform.system()

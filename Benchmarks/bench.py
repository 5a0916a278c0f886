#!/usr/bin/env python3
"""Compare the filters of PointSpread with those of other libraries: the same arrays, one process, results checked.

make bench                                        every case, into Benchmarks/results
make bench OPTIONS="--quick"                      a look at whether everything works, into .build/bench
make bench OPTIONS="gaussian-2 dense-5"           two cases, into .build/bench
make bench OPTIONS="--instructions avx2"          every case with ours held back, into Benchmarks/results
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

# Threads of OpenMP that wait for work by counting would take the processor from whoever has the next turn.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")
# So would those of matrix products, whatever they are told.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import numpy as np
import pointspread as ps
from comparison.calls import call_milliseconds
from comparison.cases import CASES
from comparison.chart import write_chart
from comparison.checking import WrongResult
from comparison.comparing import compared
from comparison.importing import import_seconds
from comparison.machine import machine
from comparison.measuring import QUICK, Effort
from comparison.memory import memory
from comparison.peers import libraries
from comparison.report import duration, report
from comparison.results import Results
from comparison.work import Convention

_ROOT = Path(__file__).parents[1]
_OTHERS = ("import", "memory", "call-parts")


def parsed() -> argparse.Namespace:
    """The options."""
    names = [case.name for case in CASES] + [*_OTHERS]
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="cases: " + ", ".join(names),
    )
    parser.add_argument("cases", nargs="*", metavar="CASE", help="what to measure; everything if left out")
    parser.add_argument("--threads", type=_count, nargs="+", default=[1, 2], metavar="N", help="numbers of threads (1 2)")
    parser.add_argument("--repeats", type=_count, metavar="N", help="the least rounds for each function (7, slow ones 3)")
    parser.add_argument("--quick", action="store_true", help="smaller arrays and few rounds")
    parser.add_argument("--instructions", metavar="SET", help="let ours use a lower set, such as avx2: the files bear its name")
    parser.add_argument("--label", metavar="NAME", help="what the files are named after besides, such as a processor")
    parser.add_argument("--json", action="store_true", help="print all figures as JSON instead of the report")
    parser.add_argument("--output", type=Path, metavar="FOLDER", help="where files go")
    given = parser.parse_args()
    if unknown := set(given.cases) - set(names):
        parser.error(f"expected names of cases, found {', '.join(sorted(unknown))}; choose from {', '.join(names)}")
    return given


def _count(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"expected 1 or more, found {value}")
    return value


def instructions() -> str:
    """What ours uses."""
    return str(ps.describe(ps.gaussian, np.empty((9, 9), np.float32), 1.0)["instructions"])


def main() -> int:
    """Measures, prints, and writes the report, the figures and the chart."""
    given = parsed()
    if given.instructions:
        # Read once, by the first plan.
        os.environ["POINTSPREAD_INSTRUCTIONS"] = given.instructions
    effort = QUICK if given.quick else Effort()
    if given.repeats:
        effort = Effort(given.repeats, effort.seconds, given.repeats, max(effort.most_rounds, given.repeats))
    found = libraries()
    results = Results(
        "-".join(["filters", *(part for part in (given.label, given.instructions) if part)]),
        machine(),
        {each.NAME: each.version() for each in found},
        instructions(),
        sorted(set(given.threads)),
        given.quick,
    )
    wanted = set(given.cases or _OTHERS)
    if "import" in wanted and not given.instructions:
        results.imports = import_seconds(2 if given.quick else 10)
    if "call-parts" in wanted:
        results.calls = call_milliseconds(effort)
    cases = [case for case in CASES if not given.cases or case.name in given.cases]
    for case in cases:
        try:
            outcome = compared(case.smaller() if given.quick else case, found, results.threads, effort)
        except WrongResult as wrong:
            print(f"bench: {wrong}", file=sys.stderr)
            return 1
        if outcome is None:
            print(f"{case.name}: left out, because its library is not installed", file=sys.stderr)
            continue
        results.outcomes.append(outcome)
        if "memory" in wanted and not isinstance(case.work, Convention):
            results.memory[case.title] = memory(case, results.threads)
        times = ", ".join(
            f"{each.name} {duration(each.milliseconds)} ({each.threads}, error {each.error:.0e})" for each in outcome.figures
        )
        print(f"{case.name}: {times}", file=sys.stderr)
    # Published figures are those of whole runs alone.
    whole = not given.cases and not given.quick
    folder = given.output or (_ROOT / "Benchmarks" / "results" if whole else _ROOT / ".build" / "bench")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{results.name}.json").write_text(results.as_json() + "\n", encoding="utf-8")
    (folder / f"{results.name}.md").write_text(report(results), encoding="utf-8")
    write_chart(results, folder)
    print(results.as_json() if given.json else report(results))
    return 0


if __name__ == "__main__":
    sys.exit(main())

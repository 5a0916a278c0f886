"""Reads what `planner` measured, one JSON object in each line, and writes the table of how well plans choose."""

from __future__ import annotations

import json
import pathlib
import sys

RESULTS = pathlib.Path(__file__).parent / "results" / "planner.md"
ALLOWED = 1.15


def main() -> None:
    cases = [json.loads(line) for line in sys.stdin]
    rows = []
    good = choices = 0
    for case in cases:
        seconds = {way["method"]: way["seconds"] for way in case["methods"]}
        best = min(seconds, key=seconds.__getitem__)
        ratio = seconds[case["chosen"]] / seconds[best]
        good += ratio <= ALLOWED
        choices += len(seconds) > 1
        ways = ", ".join(
            f"{way['method']} {way['seconds'] * 1e6:.1f} ({way['estimate'] * 1e6:.1f})"
            for way in sorted(case["methods"], key=lambda way: way["seconds"])
        )
        rows.append((ratio, f"| {case['case']} | {case['chosen']} | {ratio:.2f} | {ways} |"))
    rows.sort(reverse=True)
    text = f"""# How well plans choose

`make bench-planner` draws {len(cases)} filters and arrays, runs each on one thread by every executor that keeps its promise, in turn, and
compares the least processor time of the one that the plan chose with that of the fastest. The reference is left out wherever there
is anything else. {choices} cases have more than one way.

**{good} of {len(cases)} choices ({100 * good / len(cases):.0f} %) are within {round((ALLOWED - 1) * 100)} % of the fastest.** Worst first; times in microseconds, in
brackets what the cost model expected.

| case | chosen | × fastest | measured (expected) |
|---|---|---|---|
"""
    RESULTS.write_text(text + "\n".join(row for _, row in rows) + "\n")
    print(f"{good} of {len(cases)} choices are within {round((ALLOWED - 1) * 100)} % of the fastest: {RESULTS}")


main()

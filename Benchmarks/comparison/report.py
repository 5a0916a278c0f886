"""The figures as Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from .comparing import Figure, Outcome
from .results import Results

_METHOD = """\
All libraries run in one process on the same warm arrays, into memory that is at hand where they allow it, in rounds in which
each has its turn; times are medians. Every result is compared with SciPy's in float64, and one that is not right ends the run.
The best peer is the fastest of those whose results have the same quality; a ratio above 1 says how many times as long it
takes. Libraries that always use one thread, or are faster so, compete with two as well. A copy is `np.copyto` of the same
array."""


def report(results: Results) -> str:
    """The whole report."""
    sections = [
        "# Filters, compared",
        _where(results),
        f"![How many times as long the best peer takes]({results.name}.svg)" if results.outcomes else "",
        _METHOD,
        _overview(results.natives(), results.threads),
        "## The same bits\n\n" + _SAME + "\n\n" + _overview(results.conventions(), results.threads)
        if results.conventions()
        else "",
        "## What the machine allows\n\n" + _LIMITS + "\n\n" + _limits(results.natives(), results.threads) if results.natives() else "",
        "## Time per sample\n\n" + _growth(results.growth(), results.threads) if results.growth() else "",
        "## Importing\n\nBeyond NumPy, in new processes.\n\n" + _imports(results.imports) if results.imports else "",
        "## Memory\n\n" + _MEMORY + "\n\n" + _memory(results) if results.memory else "",
        "## A small call\n\n" + _CALL + "\n\n" + _calls(results.calls) if results.calls else "",
        "## All libraries\n\n" + _LEGEND + "\n\n" + _everything(results.outcomes, results.threads),
    ]
    return "\n\n".join(section for section in sections if section) + "\n"


_SAME = """\
What other libraries call a Gaussian, under their own names (`pointspread.compat`) beside the originals. Every sample has to be
the same, but for torchvision's: one level of 8 bits, 1.5e-6 of floats."""

_LIMITS = """\
What ours asks of the machine, beside what the machine does in the same rounds. Arithmetic: how many times as many fused operations
we make in a time as NumPy's product of two matrices does, whose OpenBLAS uses half of the widest vectors on some processors: 2 is the
most then. Only where each tap is summed; other methods share sums. Memory: the time of a copy as a share of ours. Where both are
small, [executors](../../Documentation/decisions/executors.md) say what is waited for."""

_MEMORY = """\
What a run needs beside its input and its result: as the plan counts it, and as the largest resident memory of a new process grows
in its first run, whose small part is the interpreter's."""

_CALL = """\
A Gaussian of σ 1 of 16² `float32` samples, one thread. Below Python, calls go through `ctypes`, whose own part the empty call shows."""

_LEGEND = """\
Errors are the largest, relative to max|x|; “inside” where a library knows other borders only, and samples that they reach are
not compared. “Other quality” says why results are meant to be others; such times are not the best peer's."""


def _where(results: Results) -> str:
    machine = results.machine
    lines = [
        f"Measured on {machine['date']}: {machine['processor']} (model {machine['model']}), {machine['cores']} cores, "
        f"{machine['instruction_set']}, {machine['system']}, Python {machine['python']}; load before the run {machine['load']}.",
        ", ".join(f"{name} {version}" for name, version in results.versions.items())
        + f". PointSpread uses {results.instructions} instructions.",
    ]
    if results.quick:
        lines.append("**A quick look, with smaller arrays and few rounds: the figures say little.**")
    return "\n\n".join(lines)


def _overview(outcomes: Sequence[Outcome], threads: Sequence[int]) -> str:
    header = ["case"]
    for count in threads:
        header += [f"ours, {threads_text(count)}", "best peer", "its time", "ratio", "ours / copy"]
    rows = []
    for outcome in outcomes:
        row = [outcome.case.title]
        for count in threads:
            ours, peer = outcome.ours(count), outcome.best_peer(count)
            row += [
                duration(ours.milliseconds),
                peer.name if peer else "–",
                duration(peer.milliseconds) if peer else "–",
                f"{outcome.ratio(count):.2f}" if peer else "–",
                f"{ours.milliseconds / outcome.copy[count]:.1f}",
            ]
        rows.append(row)
    return table(header, rows)


def _limits(outcomes: Sequence[Outcome], threads: Sequence[int]) -> str:
    header = ["case", "method", "operations a sample"]
    header += [f"{what}, {threads_text(count)}" for count in threads for what in ("arithmetic", "memory")]
    rows = []
    for outcome in outcomes:
        demand = outcome.demand
        if demand is None:
            continue
        row = [outcome.case.title, demand.method, f"{demand.operations / outcome.case.samples:.0f}" if demand.operations else "–"]
        for count in threads:
            pace = outcome.pace(count)
            row += [f"{pace:.2f}" if pace else "–", f"{outcome.copy[count] / outcome.ours(count).milliseconds:.0%}"]
        rows.append(row)
    return table(header, rows)


def _growth(outcomes: Sequence[Outcome], threads: Sequence[int]) -> str:
    header = ["case"]
    for count in threads:
        header += [f"ours, {threads_text(count)}", "best peer"]
    rows = []
    for outcome in outcomes:
        row = [outcome.case.title]
        for count in threads:
            row += [_per_sample(outcome, outcome.ours(count)), _per_sample(outcome, outcome.best_peer(count))]
        rows.append(row)
    return table(header, rows)


def _per_sample(outcome: Outcome, figure: Figure | None) -> str:
    return f"{figure.milliseconds * 1e6 / outcome.case.samples:.2f} ns" if figure else "–"


def _memory(results: Results) -> str:
    header = ["case", *(f"{what}, {threads_text(count)}" for count in results.threads for what in ("counted", "grown"))]
    rows = [
        [title, *(f"{each / 1e6:.1f} MB" for count in results.threads for each in sizes[count])]
        for title, sizes in results.memory.items()
    ]
    return table(header, rows)


def _calls(milliseconds: dict[str, float]) -> str:
    return table(["call", "time"], [[name, duration(each)] for name, each in milliseconds.items()])


def _imports(seconds: dict[str, float]) -> str:
    return table(["statement", "time"], [[f"`{statement}`", duration(each * 1e3)] for statement, each in seconds.items()])


def _everything(outcomes: Sequence[Outcome], threads: Sequence[int]) -> str:
    header = ["case", "function", *(threads_text(count) for count in threads), "error", "compared", "other quality"]
    rows = []
    for outcome in outcomes:
        title = outcome.case.title
        for figure in (each for each in outcome.figures if each.threads == threads[0]):
            same = [each for each in outcome.figures if each.name == figure.name]
            rows.append(
                [
                    title,
                    figure.name,
                    *(duration(each.milliseconds) for each in same),
                    f"{max(each.error for each in same):.1e}",
                    "inside" if figure.margin else "all",
                    figure.quality,
                ]
            )
            title = ""
    return table(header, rows)


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def threads_text(count: int) -> str:
    return "1 thread" if count == 1 else f"{count} threads"


def duration(milliseconds: float) -> str:
    """Three digits, in a unit that suits."""
    for factor, unit in ((1e-3, "s"), (1.0, "ms"), (1e3, "µs")):
        value = milliseconds * factor
        if value >= 1 or unit == "µs":
            break
    digits = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:.{digits}f} {unit}"

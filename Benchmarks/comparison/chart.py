"""The ratios as bars: how many times as long the best peer takes."""

from __future__ import annotations

from pathlib import Path

import matplotlib

matplotlib.use("Agg")
from matplotlib import pyplot as plt
from matplotlib.ticker import FuncFormatter, NullFormatter

from .report import threads_text
from .results import Results

_COLOURS = ("#9ecae1", "#3182bd", "#08519c", "#08306b")


def write_chart(results: Results, folder: Path) -> None:
    """Writes an SVG, and a PNG to look at."""
    # Names and dates of the drawing would change the file from run to run.
    plt.rcParams.update({"font.size": 9, "svg.hashsalt": results.name, "svg.fonttype": "path"})
    outcomes = [outcome for outcome in results.outcomes if outcome.best_peer(results.threads[0])]
    if not outcomes:
        return
    height = 0.8 / len(results.threads)
    figure, axes = plt.subplots(figsize=(9, 1.2 + 0.42 * len(outcomes)), layout="constrained")
    for place, count in enumerate(results.threads):
        ratios = [outcome.ratio(count) or 1.0 for outcome in outcomes]
        positions = [row + (place - (len(results.threads) - 1) / 2) * height for row in range(len(outcomes))]
        # Bars begin at 1, where both are equally fast.
        axes.barh(
            positions,
            [ratio - 1 for ratio in ratios],
            height,
            left=1,
            color=_COLOURS[place % len(_COLOURS)],
            label=threads_text(count),
        )
        for position, ratio, outcome in zip(positions, ratios, outcomes, strict=True):
            peer = outcome.best_peer(count)
            axes.annotate(
                f"{ratio:.2f}  {peer.name if peer else ''}",
                (max(ratio, 1), position),
                xytext=(3, 0),
                textcoords="offset points",
                va="center",
                fontsize=6.5,
                color="#444444",
            )
    axes.set_yticks(range(len(outcomes)), [outcome.case.title for outcome in outcomes])
    axes.set_ylim(len(outcomes) - 0.4, -0.6)
    axes.set_xscale("log")
    lowest = min(outcome.ratio(count) or 1.0 for outcome in outcomes for count in results.threads)
    highest = max(outcome.ratio(count) or 1.0 for outcome in outcomes for count in results.threads)
    low, high = min(lowest, 1) / 1.15, max(highest, 1.5)
    # Room for the text behind the longest bar.
    axes.set_xlim(low, high * (high / low) ** 0.35)
    ticks = [tick for tick in (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000) if low <= tick <= high]
    axes.set_xticks(ticks)
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
    axes.xaxis.set_minor_formatter(NullFormatter())
    axes.axvline(1, color="black", linewidth=0.8)
    axes.spines[["top", "right"]].set_visible(False)
    axes.tick_params(axis="y", length=0)
    machine = results.machine
    axes.set_xlabel(
        "time of the best peer with results of the same quality / time of PointSpread\n"
        "right of 1: PointSpread is faster\n"
        f"{machine['processor']}, {machine['cores']} cores, {machine['instruction_set']}, {machine['date']}"
        + (" (a quick look)" if results.quick else ""),
        fontsize=8,
    )
    axes.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=len(results.threads), frameon=False)
    for suffix, options in (("svg", {"metadata": {"Date": None}}), ("png", {"dpi": 110})):
        figure.savefig(folder / f"{results.name}.{suffix}", **options)
    plt.close(figure)

"""Measures the period normaliser beside date readers of others on the five orders and both development halves.

    .venv/bin/python -m benchmarks.normalise_periods [--misses A]

A dated period is right when exactly its start and end are among those of its cell. Peers that are not installed are
skipped by name; a venv with all of them: pip install -r benchmarks/against_peers/requirements.txt. Half B of the
development set is only measured, its misses are never printed.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks.period_peers import PEERS, Span
from normalize.model import PlanWindow
from normalize.periods.read import read_period
from normalize.periods.scanner import scan
from tests.support.labelled_periods import LabelledCell, development_cells, figures, gold_cells

SpanReader = Callable[[LabelledCell], list[Span]]


@dataclass(frozen=True, slots=True)
class Row:
    """One reader on one set: share of dated periods exact, undated cells given a date, median µs a cell."""

    exact: float
    dated_undated: int
    micros: float


def _ours(cell: LabelledCell) -> list[Span]:
    return [(one.start, one.end) for one in read_period(cell.raw, cell.window, cell.section) if one.start or one.end]


def _peer(read: Callable[[str, PlanWindow], list[Span]]) -> SpanReader:
    return lambda cell: read(cell.raw, cell.window)


def measure(read: SpanReader, cells: Sequence[LabelledCell]) -> Row:
    """Reads every cell once to warm up and once against the clock, as a text whose words alone have been seen."""
    dated = exact = undated = 0
    seconds = []
    for cell in cells:
        read(cell)
        scan.cache_clear()
        start = time.perf_counter()
        found = read(cell)
        seconds.append(time.perf_counter() - start)
        expected = [(label["start"], label["end"]) for label in cell.labels if label["start"] or label["end"]]
        printed = Counter((str(first or ""), str(last or "")) for first, last in found)
        dated += len(expected)
        exact += (Counter(expected) & printed).total()
        undated += not expected and bool(found)
    return Row(exact / dated, undated, statistics.median(seconds) * 1e6)


def readers() -> tuple[dict[str, SpanReader], list[str]]:
    """Ours and the installed peers; the names of those that are not installed."""
    found: dict[str, SpanReader] = {"dorkarta": _ours}
    missing = []
    for name, make in PEERS.items():
        try:
            found[name] = _peer(make())
        except ImportError as error:
            missing.append(f"{name} ({error})")
    return found, missing


def print_misses(cells: Sequence[LabelledCell]) -> None:
    """The cells that are read otherwise than labelled."""
    for cell in cells:
        found = read_period(cell.raw, cell.window, cell.section)
        if figures([(found, cell.labels)]).cells_right < 1:
            print(f"{cell.raw!r}\n  {[(one.kind, str(one.start), str(one.end), one.year_basis) for one in found]}")


def main() -> None:
    """Prints one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", choices=["gold", "A"], help="print the cells that are read otherwise than labelled")
    chosen = parser.parse_args()
    sets = {
        "five orders": gold_cells(),
        "half A": development_cells("A"),
        "half B": development_cells("B"),
        "blind C, D": [*development_cells("C"), *development_cells("D")],
    }
    if chosen.misses:
        print_misses(sets["five orders" if chosen.misses == "gold" else "half A"])
        return
    found, missing = readers()
    for name in missing:
        print(f"skipped: {name}")
    print(f"{'':24}" + "".join(f"{name + f' ({len(cells)})':>30}" for name, cells in sets.items()))
    print(f"{'reader':24}" + f"{'exact %  undated dated  µs':>30}" * len(sets))
    for name, read in found.items():
        rows = [measure(read, cells) for cells in sets.values()]
        print(f"{name:24}" + "".join(f"{row.exact:>10.1%}{row.dated_undated:>12}{row.micros:>8.0f}" for row in rows))
    print("\ncells with every period right (kind, dates, year_basis), kinds, year_basis of exact dates:")
    for name, cells in sets.items():
        one = figures((read_period(cell.raw, cell.window, cell.section), cell.labels) for cell in cells)
        print(f"  {name:14}{one.cells_right:>8.1%}{one.kind_right:>8.1%}{one.basis_right:>8.1%}")


if __name__ == "__main__":
    main()

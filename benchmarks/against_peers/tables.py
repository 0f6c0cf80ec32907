"""The bench of tables: cells told apart in PDFs with rulings, with some and with none, by us and by the peers.

    python -m benchmarks.tables [--kinds ruled,partly,unruled] [--pages 16] [--peers .peers/bin/python] [--list]

Scored as ICDAR-2013 is: pairs of neighbouring cells, right of all found (precision) and of all printed (recall), the
mean over the files. Peers are skipped where they are not installed. Needs Chromium; files are kept in --folder.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.browser import STYLES, html_of, print_pages
from benchmarks.known_tables import KnownPage, Relation, known_pages, relations
from benchmarks.readers import installed_peers

PEERS = ("pdfplumber", "pdfplumber text", "camelot lattice", "camelot stream", "img2table borderless")
Cells = list[tuple[str, int, int, int, int]]


@dataclass(frozen=True)
class Case:
    """One printed page and its style."""

    page: KnownPage
    style: str
    path: Path


@dataclass
class Score:
    """Shares of pairs, file by file."""

    precision: list[float] = field(default_factory=list)
    recall: list[float] = field(default_factory=list)
    cpu: float = 0.0

    @property
    def f1(self) -> list[float]:
        return [2 * p * r / (p + r) if p + r else 0.0 for p, r in zip(self.precision, self.recall, strict=True)]

    def add(self, case: Case, tables: Iterable[Cells]) -> None:
        """Adds what was found in one file."""
        printed: Counter[Relation] = Counter()
        for table in case.page.tables:
            printed.update(relations([(c.text, c.row, c.col, c.row_span, c.col_span) for c in table.cells]))
        found = Counter(pair for cells in tables for pair in relations(cells))
        right = (printed & found).total()
        self.precision.append(right / max(1, found.total()))
        self.recall.append(right / max(1, printed.total()))


def cases(kind: str, count: int, folder: Path) -> list[Case]:
    """`count` pages, the styles of the kind in turns."""
    styles = list(STYLES[kind].items())
    pages = known_pages(count)
    named = [styles[place % len(styles)] for place in range(count)]
    paths = [folder / f"{page.name}-{name.replace(' ', '-')}.pdf" for page, (name, _) in zip(pages, named, strict=True)]
    htmls = [html_of(page, css) for page, (_, css) in zip(pages, named, strict=True)]
    print_pages(zip(htmls, paths, strict=True))
    return [Case(page, name, path) for page, (name, _), path in zip(pages, named, paths, strict=True)]


def ours(given: Sequence[Case]) -> Score:
    """The grids of our reader, before anything is made of them."""
    from parsers.errors import ParseError
    from parsers.model import Grid
    from parsers.registry import read_document

    score = Score()
    for case in given:
        start = time.process_time()
        try:
            grids = [block for block in read_document(case.path).blocks if isinstance(block, Grid)]
        except ParseError:
            grids = []
        score.cpu += time.process_time() - start
        score.add(case, [[(c.text, c.row, c.col, c.row_span, c.col_span) for c in grid.cells] for grid in grids])
    return score


def peer(name: str, given: Sequence[Case], python: Path) -> Score:
    """A peer in its own interpreter, all files in one run; a file on which it fails counts as nothing found."""
    command = [str(python), str(Path(__file__).with_name("peers.py")), name, *(str(case.path) for case in given)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=3600, check=False)
    told = {one["file"]: one for line in done.stdout.splitlines() if line.startswith("{") for one in [json.loads(line)]}
    score = Score(cpu=sum(one["cpu"] for one in told.values()))
    for case in given:
        score.add(case, map(_as_cells, told.get(str(case.path), {"tables": []})["tables"]))
    return score


def _as_cells(table: list[list[str]]) -> Cells:
    return [(text, row, col, 1, 1) for row, texts in enumerate(table) for col, text in enumerate(texts)]


def print_scores(kind: str, scores: dict[str, Score]) -> None:
    """A line a reader."""
    print(f"\n{kind}: {len(scores['dorkarta'].f1)} pages")
    print(f"{'':24}{'F1':>8}{'precision':>12}{'recall':>8}{'CPU s/page':>12}")
    for name, score in scores.items():
        means = [sum(values) / len(values) for values in (score.f1, score.precision, score.recall)]
        print(f"{name:24}{means[0]:8.3f}{means[1]:12.3f}{means[2]:8.3f}{score.cpu / len(score.f1):12.3f}")


def main() -> None:
    """Parses the arguments, prints, reads, scores."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kinds", default=",".join(STYLES))
    parser.add_argument("--pages", type=int, default=16)
    parser.add_argument("--peers", type=Path, default=Path(".peers/bin/python"))
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "dorkarta-tables")
    parser.add_argument("--list", action="store_true", help="print every page's figure")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    peers = [name for name in installed_peers(arguments.peers) if name in PEERS]
    for kind in arguments.kinds.split(","):
        given = cases(kind, arguments.pages, arguments.folder)
        scores = {"dorkarta": ours(given)}
        scores |= {name: peer(name, given, arguments.peers) for name in peers}
        print_scores(kind, scores)
        for case, figure in zip(given, scores["dorkarta"].f1, strict=True) if arguments.list else ():
            print(f"    {figure:.3f}  {case.path.name}")


if __name__ == "__main__":
    main()

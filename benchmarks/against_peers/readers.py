"""The readers' bench: orders with known content as DOCX, PDF and scans, read by us and by the peers, side by side.

    python -m benchmarks.readers [--kinds docx,pdf,unruled,styles,partly,turned,browser,scan,hard]

Peers are skipped by name where they are not installed. Needs LibreOffice for rendering; files are kept in --folder.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks import contents, printed_orders, printing, rendering, scanning, shapes
from benchmarks.printed_orders import Printed
from benchmarks.scoring import Found, Score, grid_pair, score_order
from parsers.model import Row

KINDS = {
    "docx": "DOCX",
    "pdf": "PDF, born-digital",
    "scan": "scan, 300 and 200 dpi",
    "unruled": "PDF without ruling lines",
    "hard": "hard scan: 150 dpi, skewed, noisy, stamped",
    "styles": "PDF, Word's table styles",
    "partly": "PDF with some rulings or shading",
    "turned": "PDF, text and pages turned by quarters",
    "browser": "PDF printed by a browser",
}
OTHER_PRINTS: dict[str, Callable[[int, int, Path], Printed]] = {
    "styles": printed_orders.in_word_styles,
    "partly": printed_orders.ruled_in_part,
    "turned": printed_orders.turned,
    "browser": printed_orders.by_browser,
}
ALIGNED = ("unruled", "styles", "partly")
"""Kinds that the peers' modes for tables without rulings read, too."""
DAMAGED = "damaged"
QUALITIES = {"scan": (scanning.CLEAN, scanning.NOISY), "hard": (scanning.HARD,)} | {
    name: (quality,) for name, quality in scanning.DAMAGES.items()
}
"""Kind of scan -> the qualities that its files have in turns."""
SCAN_ROWS = 24
"""Scans are long to read: of each order only so many rows are scanned."""


@dataclass(frozen=True)
class Case:
    """One rendered file with its content."""

    order: contents.Order
    path: Path
    crossings: printing.Crossings


def layouts() -> Iterator[rendering.Layout]:
    """Portrait and landscape, hyphenated and not, in turns."""
    number = 0
    while True:
        yield rendering.Layout(
            landscape=number % 2 == 1, points=10 + number % 3, hyphenated=number % 3 == 0, shaded=number % 4 == 0
        )
        number += 1


def render(orders: Sequence[contents.Order], folder: Path, ruled: bool = True) -> dict[str, list[Case]]:
    """Every order as DOCX and PDF; what is there already is used again."""
    files = [
        rendering.write_docx(order, folder / f"{order.name}.docx", replace(layout, ruled=ruled))
        for order, layout in zip(orders, layouts(), strict=False)
    ]
    pdfs = printing.to_pdf(files, folder)
    cut = [printing.crossings(order, pdf) for order, pdf in zip(orders, pdfs, strict=True)]
    return {
        "docx": [Case(*case) for case in zip(orders, files, cut, strict=True)],
        "pdf": [Case(*case) for case in zip(orders, pdfs, cut, strict=True)],
    }


def scan_cases(orders: Sequence[contents.Order], folder: Path, kind: str) -> list[Case]:
    """The head of every order as a scan; the qualities take turns."""
    heads = [replace(contents.short(order, SCAN_ROWS), name=f"{order.name}-head") for order in orders]
    qualities = QUALITIES[kind]
    cases = []
    for number, case in enumerate(render(heads, folder)["pdf"]):
        target = case.path.with_suffix(f".{kind}.pdf")
        quality = qualities[number % len(qualities)]
        cases.append(replace(case, path=scanning.write_scan(case.path, target, quality, number)))
    return cases


def unruled_cases(orders: Sequence[contents.Order], folder: Path) -> list[Case]:
    """Every order as a PDF whose columns are told by alignment alone."""
    return render([replace(order, name=f"{order.name}-unruled") for order in orders], folder, ruled=False)["pdf"]


def printed_cases(kind: str, count: int, seed: int, folder: Path) -> list[Case]:
    """Short orders of a kind of `OTHER_PRINTS`."""
    import pypdfium2

    cases = []
    for order, pdf in OTHER_PRINTS[kind](count, seed, folder):
        document = pypdfium2.PdfDocument(pdf)
        cases.append(Case(order, pdf, printing.Crossings(frozenset(), frozenset(), len(document))))
        document.close()
    return cases


def cpu() -> float:
    """CPU seconds of this process and of the programs that it has run."""
    usages = (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def ours(cases: Sequence[Case], kind: str) -> Score:
    """Our readers and our repair of tables; `cpu` is that of reading the file alone, as it is the peers'."""
    from ingest.orders.hints import language_hints
    from parsers.errors import ParseError
    from parsers.registry import read_document
    from parsers.roadmap import read_roadmap

    score, hints = Score(), language_hints()
    for case in cases:
        start = cpu()
        try:
            document = read_document(case.path)
            score.cpu += cpu() - start
            roadmap = read_roadmap(document, hints)
        except ParseError as error:
            score.failed.append(f"{case.path.name}: {error}")
            rows: list[Found] = []
        else:
            roles = [column.role for column in case.order.tables[0].columns]
            rows = [_cells(row, roles) for row in roadmap.rows if row.kind in ("item", "group")]
        _add(score, case, rows, kind)
    return score


def _cells(row: Row, roles: Sequence[str]) -> Found:
    """Our row in the order of the printed columns; what an order splits by level has columns of its own."""
    return [str(getattr(row, role, "")) for role in roles] + [action.text for action in row.actions]


def peer(name: str, cases: Sequence[Case], kind: str, python: Path) -> Score:
    """A peer in its own interpreter; a file on which it fails counts as nothing found."""
    score = Score()
    script = Path(__file__).with_name("peers.py")
    for case in cases:
        command = [str(python), str(script), name, str(case.path)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=1800, check=False)
        rows: list[Found] = []
        if done.returncode == 0:
            told = json.loads(done.stdout.splitlines()[-1])
            rows = [row for table in told["tables"] for row in table]
            score.cpu += told["cpu"]
        else:
            score.failed.append(f"{case.path.name}: {(done.stderr.strip().splitlines() or ['?'])[-1][:100]}")
        _add(score, case, rows, kind)
        score.headers_left -= min(score.headers_left, sum(1 for _ in case.order.tables))
    return score


def _add(score: Score, case: Case, rows: Sequence[Found], kind: str) -> None:
    score.pages += case.crossings.pages
    pair = grid_pair(case.order, rows)
    if pair is not None and pair[1]:
        score.grids.append(pair)
    is_scan = kind in QUALITIES
    cut = case.crossings
    split, over = ((), ()) if kind == "docx" else (cut.split, cut.merged_over)
    score_order(score, case.order, rows, split, over, is_scan)


def pdfium_seconds(cases: Sequence[Case]) -> float:
    """CPU seconds that bare pdfium needs for the characters of all pages."""
    import pypdfium2

    start = cpu()
    for case in cases:
        document = pypdfium2.PdfDocument(case.path)
        for page in document:
            text = page.get_textpage()
            text.get_text_range()
        document.close()
    return cpu() - start


SHARES = ("activity", "in one cell", "row", "split", "merged", "over break", "auto no.")
COUNTS = ("headers", "extra", "GriTS", "CPU s/page")


def grits(score: Score, python: Path) -> str:
    """The mean GriTS by content over the short orders; '-' where the package grits-metric is not installed."""
    script = Path(__file__).with_name("peers.py")
    command, pairs = [str(python), str(script), "--grits"], json.dumps(score.grids)
    if not python.exists() or not score.grids:
        return "-"
    done = subprocess.run(command, input=pairs, capture_output=True, text=True, timeout=1800, check=False)
    figures = json.loads(done.stdout) if done.returncode == 0 else []
    return f"{100 * sum(figures) / len(figures):.1f}" if figures else "-"


def print_table(title: str, scores: dict[str, Score], python: Path) -> None:
    """One table of figures, a line a reader."""
    some = next(iter(scores.values()))
    print(f"\n{title}: {some.exact.total} activities, {some.pages} pages, {some.split.total} rows cut by a page break,")
    print(f"{some.merged.total} responsibles hidden by a merge, {some.merged_over.total} more over a page break")
    print(f"{'':24}" + "".join(f"{column:>12}" for column in SHARES + COUNTS))
    for name, score in scores.items():
        shares = (score.exact, score.cell, score.row, score.split, score.merged, score.merged_over, score.numbers)
        figures = [*map(str, shares), str(score.headers_left), str(score.extra), grits(score, python)]
        figures.append(f"{score.cpu / max(1, score.pages):.4f}")
        print(f"{name:24}" + "".join(f"{figure:>12}" for figure in figures))
        for failure in score.failed:
            print(f"    failed: {failure}")


def print_speed(scores: dict[str, Score], bare: float) -> None:
    """CPU of PDF readers against one another and against bare pdfium."""
    own = scores["dorkarta"].cpu
    pages = scores["dorkarta"].pages
    print(f"bare pdfium: {pages / bare:.0f} pages/s; dorkarta: {pages / own:.0f}, {own / bare:.1f} times its CPU time")
    for name, score in scores.items():
        if name != "dorkarta" and score.cpu:
            print(f"dorkarta against {name}: {score.cpu / own:.1f} times fewer CPU seconds a page")


def installed_peers(python: Path) -> dict[str, str]:
    """Name -> kind of files of the peers that the interpreter can import."""
    script = Path(__file__).with_name("peers.py")
    if not python.exists():
        print(f"peers skipped: no {python} (see benchmarks/against_peers/requirements.txt)", file=sys.stderr)
        return {}
    done = subprocess.run([str(python), str(script), "--list"], capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def main() -> None:
    """Parses the arguments, renders, reads, prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--generated", type=int, default=12, help="generated orders beside the five of gold")
    parser.add_argument("--shaped", type=int, default=11, help="orders of other shapes beside these")
    parser.add_argument("--printed", type=int, default=16, help="orders of each of styles, partly, turned, browser")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--peers", type=Path, default=Path(".peers/bin/python"))
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "dorkarta-bench")
    parser.add_argument("--missed", type=int, default=0, help="print so many rows that we missed")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    orders = [*contents.gold_orders(), *contents.generated_orders(arguments.generated, arguments.seed)]
    orders += shapes.shaped_orders(arguments.shaped, 1000 * arguments.seed)
    peers = installed_peers(arguments.peers)
    for kind in arguments.kinds.replace(DAMAGED, ",".join(scanning.DAMAGES)).split(","):
        if kind in OTHER_PRINTS:
            cases = printed_cases(kind, arguments.printed, 7000 + arguments.seed, arguments.folder)
        elif kind == "unruled":
            cases = unruled_cases(orders, arguments.folder)
        elif kind in ("docx", "pdf"):
            cases = render(orders, arguments.folder)[kind]
        else:
            cases = scan_cases(orders, arguments.folder, kind)
        scores = {"dorkarta": ours(cases, kind)}
        files = {"scan": "scan", "hard": "scan", "docx": "docx"}.get(kind, "pdf")
        reading = {files, "unruled"} if kind in ALIGNED else {files}
        for name in (name for name, reads in peers.items() if reads in reading):
            scores[name] = peer(name, cases, kind, arguments.peers)
        print_table(KINDS.get(kind, f"scan, {kind}"), scores, arguments.peers)
        if kind == "pdf":
            print_speed(scores, pdfium_seconds(cases))
        for missed in scores["dorkarta"].missed[: arguments.missed]:
            print(f"    missed: {missed}")


if __name__ == "__main__":
    main()

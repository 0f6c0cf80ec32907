"""One content in every layout: orders rendered as text of all shapes, DOCX, HTML, XLSX and PDF must give the same rows.

    .venv/bin/python -m benchmarks.layouts                      # 100 orders, all layouts; PDF needs LibreOffice
    .venv/bin/python -m benchmarks.layouts --orders 12 --no-pdf --list

An order is right in a layout when all its rows come out as they were printed: number, activity, period and those
responsible, word for word, and no other row. One that is refused or whose layout is told doubtful is not silent.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from pathlib import Path

from benchmarks import plain, printing, rendering
from benchmarks.contents import Order, PlanRow, generated_order
from benchmarks.plain_shapes import SHAPES, Row, Rows
from parsers.errors import ParseError
from parsers.model import Roadmap, RowKind

ROLES = ("number", "activity", "period", "responsible")
"""The columns that every layout can tell: those of a plan."""
Texts = tuple[str, str, str, str]
FIRST_SEED = 5000


@dataclass(slots=True)
class Score:
    """Orders of one layout. `silent`: other rows than printed, and not a word about it."""

    orders: int = 0
    right: int = 0
    refused: int = 0
    doubtful: int = 0
    silent: int = 0
    misses: list[str] = field(default_factory=list)


def plain_orders(count: int, rows: int = 14) -> list[Order]:
    """Orders of one table with typed numbers and no merged cells: what a text can hold in any shape."""
    return [_plain(generated_order(FIRST_SEED + place, auto=False), rows) for place in range(count)]


def _plain(order: Order, rows: int) -> Order:
    table = order.tables[0]
    columns = tuple(replace(column, over="") for column in table.columns if column.role in ROLES)
    kept = tuple(_one_line(row) for row in table.rows[:rows])
    while kept and kept[-1].kind == "section":
        kept = kept[:-1]
    return replace(order, tables=(replace(table, columns=columns, rows=kept),))


def _one_line(row: PlanRow) -> PlanRow:
    """The row without paragraphs and bullets in its cells, which some shapes can't show."""
    text = {role: " ".join(value.replace("\n- ", " ").split()) for role, value in row.text.items()}
    return replace(row, text=text, merged=frozenset())


def single_blanks(rows: Rows) -> str:
    """A row a line, its cells apart by one blank."""
    return "\n".join(" ".join(cell for cell in row if cell) for row in rows)


def paragraphs(rows: Rows) -> str:
    """No table: numbered paragraphs with their period and those responsible on lines of their own."""
    header, *body = rows
    return "\n".join("\n".join(_paragraph(header, row)) for row in body)


def _paragraph(header: Row, row: Row) -> Iterator[str]:
    if len(row) == 1:
        yield row[0]
        return
    cells = dict(zip(_roles_of(header), row, strict=True))
    yield f"{cells['number']} {cells['activity']}"
    yield f"Срок: {cells['period']}"
    yield f"Отв.: {cells['responsible']}"


def _roles_of(header: Row) -> list[str]:
    """Numbers and activities first, then periods and those responsible, whichever stands first."""
    from parsers.tables.headers import caption_roles

    later = ["period" if "period" in caption_roles(caption) else "responsible" for caption in header[2:]]
    return ["number", "activity", *later]


TEXTS: dict[str, Callable[[Rows], str]] = {
    **SHAPES,
    "a line a row, single blanks": single_blanks,
    "numbered paragraphs": paragraphs,
}


def html_of(order: Order) -> str:
    """The order as a page of a portal."""
    parts = [f"<p>{escape(text)}</p>" for text in order.before]
    for table in order.tables:
        lines = "".join(_html_row(row, len(table.columns)) for row in plain.text_rows(table))
        parts.append(f"<h3>{escape(table.title)}</h3><table border='1'>{lines}</table>")
    parts += [f"<p>{escape(text)}</p>" for text in order.after]
    return f"<html><head><meta charset='utf-8'></head><body>{''.join(parts)}</body></html>"


def _html_row(row: Row, width: int) -> str:
    span = f" colspan='{width}'" if len(row) == 1 else ""
    return "<tr>" + "".join(f"<td{span}>{escape(cell)}</td>" for cell in row) + "</tr>"


def printed(order: Order) -> list[Texts]:
    """The rows that every layout has to give."""
    return [_texts(*(row[role] for role in ROLES)) for row in order.items]


def read_rows(path: Path) -> tuple[list[Texts], bool]:
    """The activities of a file as read, and whether its layout is doubtful. Raises ParseError where it is refused."""
    from ingest.orders.hints import language_hints
    from parsers.registry import read_document
    from parsers.roadmap import read_roadmap

    roadmap = read_roadmap(read_document(path), language_hints())
    return _rows(roadmap), bool(roadmap.doubts)


def _rows(roadmap: Roadmap) -> list[Texts]:
    rows = (row for row in roadmap.rows if row.kind in (RowKind.ITEM, RowKind.GROUP))
    return [_texts(row.number, row.activity, row.period, row.responsible) for row in rows]


def _texts(number: str, activity: str, period: str, responsible: str) -> Texts:
    """Cells as they are compared: blanks, and the dot after a number, may differ."""
    one, two, three, four = (" ".join(text.split()) for text in (number, activity, period, responsible))
    return one.rstrip("."), two, three, four


def files_of(orders: Sequence[Order], folder: Path, pdf: bool) -> dict[str, list[Path]]:
    """Layout -> a file for each order."""
    made: dict[str, list[Path]] = {}
    for name, shape in TEXTS.items():
        made[name] = [_written(folder / _slug(name, order, "txt"), plain.as_text(order, shape)) for order in orders]
    made["HTML"] = [_written(folder / _slug("html", order, "html"), html_of(order)) for order in orders]
    made["XLSX"] = [plain.write_xlsx(order, folder / _slug("xlsx", order, "xlsx")) for order in orders]
    made["DOCX"] = [rendering.write_docx(order, folder / _slug("docx", order, "docx")) for order in orders]
    if pdf:
        made["PDF"] = printing.to_pdf(made["DOCX"], folder)
    return made


def _slug(name: str, order: Order, ending: str) -> str:
    return f"{order.name}.{list(TEXTS).index(name) if name in TEXTS else name}.{ending}"


def _written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def score_layout(orders: Sequence[Order], files: Sequence[Path]) -> Score:
    """Compares every file of one layout with what was printed."""
    score = Score(len(orders))
    for order, path in zip(orders, files, strict=True):
        wanted = printed(order)
        try:
            rows, doubtful = read_rows(path)
        except ParseError as error:
            score.refused += 1
            score.misses.append(f"{order.name}: {error}")
            continue
        if rows == wanted:
            score.right += 1
        else:
            score.doubtful += doubtful
            score.silent += not doubtful
            score.misses.append(f"{order.name}{'' if doubtful else ' SILENT'}: {_first_difference(rows, wanted)}")
    return score


def _first_difference(rows: Sequence[Texts], wanted: Sequence[Texts]) -> str:
    for read, row in zip(rows, wanted, strict=False):
        if read != row:
            return f"{read} for {row}"
    return f"{len(rows)} rows for {len(wanted)}"


def main() -> None:
    """Renders, reads, prints a line for each layout."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--orders", type=int, default=100)
    parser.add_argument("--no-pdf", action="store_true", help="without PDF, for machines that have no LibreOffice")
    parser.add_argument("--list", action="store_true", help="the first difference of every order")
    given = parser.parse_args()
    orders = plain_orders(given.orders)
    with tempfile.TemporaryDirectory() as folder:
        for name, files in files_of(orders, Path(folder), not given.no_pdf).items():
            score = score_layout(orders, files)
            print(
                f"{name:<30} same rows {score.right}/{score.orders}, refused {score.refused}, "
                f"doubtful {score.doubtful}, other rows in silence {score.silent}",
                flush=True,
            )
            for miss in score.misses if given.list else ():
                print("   ", miss)


if __name__ == "__main__":
    main()

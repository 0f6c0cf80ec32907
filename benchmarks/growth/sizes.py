"""Size against time, for each format and stage: the exponent tells whether work grows faster than the file.

    .venv/bin/python -m benchmarks.sizes                      # all shapes, sizes doubled four times
    .venv/bin/python -m benchmarks.sizes --shapes txt,html --least 100 --doublings 3

Time is CPU time of this process. The exponent is the slope of log time over log size from the first size that takes at
least 20 ms to the largest: at most 1.3 is well. Exit code 1 where one grows faster.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import log
from pathlib import Path

from ingest.orders.assemble import normalised
from ingest.orders.hints import language_hints
from normalize.head.read import read_head
from parsers.errors import ParseError
from parsers.registry import read_document
from parsers.roadmap import read_roadmap

MOST = 1.3
LEAST_SECONDS = 0.02
CAPTIONS = ("№", "Мероприятие", "Срок", "Ответственный")
Rows = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Growth:
    """CPU seconds of each size of one shape in one stage."""

    shape: str
    stage: str
    sizes: tuple[int, ...]
    seconds: tuple[float, ...]

    @property
    def exponent(self) -> float:
        """The slope to the largest size; 0 where no smaller one takes time enough to tell."""
        told = (pair for pair in zip(self.sizes, self.seconds, strict=True) if pair[1] >= LEAST_SECONDS)
        size, seconds = next(told, (self.sizes[-1], 0.0))
        if size == self.sizes[-1]:
            return 0.0
        return log(self.seconds[-1] / seconds) / log(self.sizes[-1] / size)


# --- what grows -------------------------------------------------------------------------------------------------------


def plan(size: int) -> list[tuple[str, ...]]:
    """A plan of so many rows, each other than the rest."""
    return [
        (f"{n // 40 + 1}.{n % 40 + 1}.", f"Проведение совещания № {n} по вопросам ГИА-9", "март 2024 года", "РЦОИ, ИРО")
        for n in range(size)
    ]


def tabs(rows: Rows) -> str:
    """Lines of cells between tabs."""
    return "\n".join("\t".join(row) for row in (CAPTIONS, *rows)) + "\n"


def wide(size: int) -> str:
    """Columns of days in the number of the size's hundredth, some rows of which are filled, after a page break."""
    days = max(4, size // 50)
    header = "\t".join((*CAPTIONS, *(str(day) for day in range(1, days + 1))))
    rows = (
        "\t".join((f"{n}.", f"Проверка № {n}", "май 2024", "РЦОИ", *("+" if (n + d) % 3 else "" for d in range(days))))
        for n in range(1, 30)
    )
    broken = "\t".join(("и далее", "", "май", "", *("+" if d % 2 else "" for d in range(days - 3))))
    return f"{header}\n" + "\n".join(rows) + f"\n\n{broken}\n{broken}\n"


def html(rows: Rows, tag: str = "td") -> str:
    """A table of a page."""
    body = "".join(f"<tr>{''.join(f'<{tag}>{cell}</{tag}>' for cell in row)}</tr>" for row in (CAPTIONS, *rows))
    return f"<html><body><table>{body}</table></body></html>"


def listed(size: int) -> str:
    """A numbered list beside a small plan."""
    return html(plan(10)).replace("</body>", f"<ol>{'<li>пункт' * size}</ol></body>")


def spanned(size: int) -> str:
    """Rows whose first cells want to span all rows under them."""
    rows = "".join(f"<tr><td rowspan=9999>{n}<td>Анализ {n}<td>май 2024<td>РЦОИ</tr>" for n in range(size // 8))
    return html(plan(5)).replace("</table>", f"</table><table>{rows}</table>")


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ODF = "urn:oasis:names:tc:opendocument:xmlns:"


def docx(rows: Rows, path: Path) -> None:
    """The plan as a table of Word."""
    body = "".join(
        f"<w:tr>{''.join(f'<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>' for cell in row)}</w:tr>"
        for row in (CAPTIONS, *rows)
    )
    _package(
        path, "word/document.xml", f'<w:document xmlns:w="{WORD}"><w:body><w:tbl>{body}</w:tbl></w:body></w:document>'
    )


def odt(rows: Rows, path: Path) -> None:
    """The plan as a table of OpenDocument."""
    names = " ".join(f'xmlns:{name}="{ODF}{name}:1.0"' for name in ("office", "table", "text"))
    body = "".join(
        "<table:table-row>"
        + "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in row)
        + "</table:table-row>"
        for row in (CAPTIONS, *rows)
    )
    text = f"<office:body><office:text><table:table>{body}</table:table></office:text></office:body>"
    _package(path, "content.xml", f"<office:document-content {names}>{text}</office:document-content>")


def _package(path: Path, part: str, content: str) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        if part == "content.xml":
            package.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        package.writestr(part, content)


def xlsx(rows: Rows, path: Path) -> None:
    """The plan as a sheet of Excel."""
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("План")
        for number, row in enumerate((CAPTIONS, *rows)):
            sheet.write_row(number, 0, row)


def pdf(rows: Rows, path: Path) -> None:
    """The plan as the pages of tests/orders/plan.pdf, again and again."""
    import pypdfium2

    source = pypdfium2.PdfDocument(Path(__file__).parents[2] / "tests" / "orders" / "plan.pdf")
    made = pypdfium2.PdfDocument.new()
    for _ in range(max(1, len(rows) // 100)):
        made.import_pages(source, [0, 1, 2])
    made.save(path)


def _text(write: Callable[[int], str]) -> Callable[[int, Path], None]:
    return lambda size, path: Path.write_text(path, write(size), encoding="utf-8") and None


def _of_rows(write: Callable[[Rows, Path], None]) -> Callable[[int, Path], None]:
    return lambda size, path: write(plan(size), path)


SHAPES: dict[str, tuple[str, Callable[[int, Path], None]]] = {
    "txt": ("txt", _text(lambda size: tabs(plan(size)))),
    "bars": ("txt", _text(lambda size: tabs(plan(size)).replace("\t", " | "))),
    "prose": ("txt", _text(lambda size: tabs(plan(20)) + "\n" + "Слова приказа, который длится.\n" * size)),
    "one cell": ("txt", _text(lambda size: tabs([("1.", "слово " * 20 * size, "май 2024", "РЦОИ"), *plan(5)[1:]]))),
    "bullets": ("txt", _text(lambda size: tabs([("1.", "Проведение: " + "- слов; " * size, "май 2024", "РЦОИ")]))),
    "page breaks": ("txt", _text(lambda size: tabs(plan(20)) + "\n\tи дальше\t\t\n" * size)),
    "wide": ("txt", _text(wide)),
    "html": ("html", _text(lambda size: html(plan(size)))),
    "list": ("html", _text(listed)),
    "spans": ("html", _text(spanned)),
    "nested": ("html", _text(lambda size: html(plan(5)) + "<table><tr><td>а" * 40 + "слово " * size)),
    "docx": ("docx", _of_rows(docx)),
    "odt": ("odt", _of_rows(odt)),
    "xlsx": ("xlsx", _of_rows(xlsx)),
    "pdf": ("pdf", _of_rows(pdf)),
}
"""What grows: (ending of the file's name, what writes it in a size)."""


# --- how long it takes ------------------------------------------------------------------------------------------------


def measured(shape: str, sizes: Sequence[int]) -> Iterator[Growth]:
    """The growth of each stage that the shape reaches."""
    ending, write = SHAPES[shape]
    found: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory(prefix="sizes-") as folder:
        for size in sizes:
            path = Path(folder) / f"{size}.{ending}"
            write(size, path)
            for stage, seconds in _stages(path):
                found.setdefault(stage, []).append(seconds)
    for stage, seconds in found.items():
        if len(seconds) == len(sizes):
            yield Growth(shape, stage, tuple(sizes), tuple(seconds))


def _stages(path: Path) -> Iterator[tuple[str, float]]:
    started = time.process_time()
    document = read_document(path)
    yield "read", time.process_time() - started
    started = time.process_time()
    try:
        roadmap = read_roadmap(document, language_hints())
    except ParseError:
        yield "rows", time.process_time() - started
        return
    yield "rows", time.process_time() - started
    head = read_head(["ПРИКАЗ от 01.09.2023 № 1", "План на 2023-2024 учебный год"])
    started = time.process_time()
    normalised(replace(roadmap, between=()), head)
    yield "values", time.process_time() - started


def warm_up() -> None:
    """Loads the dictionaries, which the first size would otherwise pay for."""
    with tempfile.TemporaryDirectory(prefix="sizes-") as folder:
        for shape in ("txt", "html", "docx", "xlsx", "pdf"):
            ending, write = SHAPES[shape]
            write(20, Path(folder) / f"a.{ending}")
            for _ in _stages(Path(folder) / f"a.{ending}"):
                pass


def main() -> None:
    """Prints a line for each shape and stage; exit code 1 where one grows faster than it may."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shapes", default=",".join(SHAPES))
    parser.add_argument("--least", type=int, default=100)
    parser.add_argument("--doublings", type=int, default=4)
    options = parser.parse_args()
    sizes = [options.least << step for step in range(options.doublings + 1)]
    warm_up()
    steep = False
    for shape in options.shapes.split(","):
        for growth in measured(shape, sizes):
            steep = steep or growth.exponent > MOST
            mark = " <-- grows too fast" if growth.exponent > MOST else ""
            seconds = " ".join(f"{second:7.3f}" for second in growth.seconds)
            print(f"{growth.shape:12} {growth.stage:7} {seconds}  exponent {growth.exponent:.2f}{mark}", flush=True)
    sys.exit(steep)


if __name__ == "__main__":
    main()

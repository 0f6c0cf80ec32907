"""Orders as other programs print them: all of Word's table styles, rulings in part, pages on their side, a browser.

Each gives (order, PDF) pairs; the orders are short ones with typed numbers, since what is measured is the grid.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path

from benchmarks.browser import PARTLY, RULED, html_of, print_pages
from benchmarks.contents import Column, Order, PlanTable, generated_order, short
from benchmarks.known_tables import KnownCell, KnownPage, KnownTable
from benchmarks.printing import to_pdf
from benchmarks.rendering import Layout, printed_rows, write_docx

Printed = list[tuple[Order, Path]]
ROWS = 14
TURNS = tuple(product(range(4), range(4)))
"""(quarters by which the text is turned, quarters by which the page is): all sixteen."""


def short_orders(count: int, first_seed: int) -> list[Order]:
    """Orders of one table of a page or two."""
    drawn = (short(generated_order(first_seed + place, auto=False), ROWS) for place in range(count))
    return [replace(order, name=f"short-{order.name}") for order in drawn]


def in_word_styles(count: int, seed: int, folder: Path) -> Printed:
    """One order a style, `count` of Word's table styles spread over all of them, printed by LibreOffice."""
    names = table_styles()
    chosen = [names[place * len(names) // count] for place in range(min(count, len(names)))]
    orders = [
        replace(order, name=f"{order.name}-{style.replace(' ', '-')}")
        for order, style in zip(short_orders(len(chosen), seed), chosen, strict=True)
    ]
    files = [folder / f"{order.name}.docx" for order in orders]
    pdfs = [file.with_suffix(".pdf") for file in files]
    missing = [place for place, pdf in enumerate(pdfs) if not pdf.exists()]
    for place in missing:
        write_docx(orders[place], files[place], Layout(style=chosen[place]))
    if missing:
        to_pdf([files[place] for place in missing], folder, seconds=1200)
    return list(zip(orders, pdfs, strict=True))


def table_styles() -> list[str]:
    """The names of Word's built-in table styles."""
    import docx
    from docx.enum.style import WD_STYLE_TYPE

    return [style.name for style in docx.Document().styles if style.type == WD_STYLE_TYPE.TABLE and style.name]


def by_browser(count: int, seed: int, folder: Path) -> Printed:
    """Ruled tables of HTML pages, printed by Chromium; the styles take turns."""
    return _printed("browser", list(RULED.values()), count, seed, folder)


def ruled_in_part(count: int, seed: int, folder: Path) -> Printed:
    """As before, with some rulings or shading only."""
    return _printed("partly", list(PARTLY.values()), count, seed, folder)


def turned(count: int, seed: int, folder: Path) -> Printed:
    """The combinations of turned text on turned pages in turns, all sixteen from sixteen orders on."""
    found = []
    for (order, pdf), (text, page) in zip(by_browser(count, seed, folder), _endless(TURNS), strict=False):
        named = replace(order, name=f"{order.name}-text-{text}-page-{page}")
        found.append((named, _turned(pdf, folder / f"{named.name}.pdf", text, page)))
    return found


def _endless(turns: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    while True:
        yield from turns


def _turned(pdf: Path, target: Path, text: int, page: int) -> Path:
    """The file with its pages' content turned by quarters to the left, and their /Rotate set."""
    import pypdfium2

    source, made = pypdfium2.PdfDocument(pdf), pypdfium2.PdfDocument.new()
    for number in range(len(source)):
        width, height = source[number].get_size()
        sheet = made.new_page(*((height, width) if text % 2 else (width, height)))
        drawn = source.capture_page_as_xobject if hasattr(source, "capture_page_as_xobject") else None
        form = drawn(number, made) if drawn else source.page_as_xobject(number, made)
        item = form.as_pageobject()
        matrices = (
            (1, 0, 0, 1, 0, 0),
            (0, 1, -1, 0, height, 0),
            (-1, 0, 0, -1, width, height),
            (0, -1, 1, 0, 0, width),
        )
        item.set_matrix(pypdfium2.PdfMatrix(*matrices[text]))
        sheet.insert_obj(item)
        sheet.gen_content()
        sheet.set_rotation(90 * page)
    made.save(target)
    source.close()
    made.close()
    return target


def _printed(kind: str, styles: Sequence[str], count: int, seed: int, folder: Path) -> Printed:
    orders = [replace(order, name=f"{order.name}-{kind}") for order in short_orders(count, seed)]
    htmls = [html_of(page_of(order), styles[place % len(styles)]) for place, order in enumerate(orders)]
    paths = print_pages(zip(htmls, (folder / f"{order.name}.pdf" for order in orders), strict=True))
    return list(zip(orders, paths, strict=True))


def page_of(order: Order) -> KnownPage:
    """The order with the cells of its tables told one by one."""
    tables = [block for table in order.tables for block in (table.title, known_table(table))]
    return KnownPage(order.name, (*order.before, *tables, *order.after))


def known_table(table: PlanTable) -> KnownTable:
    """Cells with their spans: captions of captions, sections over all columns, merged cells."""
    head = 2 if any(column.over for column in table.columns) else 1
    cells = list(_captions(table.columns, head))
    above: dict[str, int] = {}
    for row, (_, group) in enumerate(printed_rows(table), head):
        first = group[0]
        if first.kind in ("section", "subsection"):
            cells.append(KnownCell(first["activity"], row, 0, col_span=len(table.columns)))
            continue
        for col, column in enumerate(table.columns):
            if column.role in first.merged and column.role in above:
                place = above[column.role]
                cells[place] = replace(cells[place], row_span=row - cells[place].row + 1)
                continue
            above[column.role] = len(cells)
            cells.append(KnownCell(first[column.role], row, col))
    return KnownTable(tuple(cells), head, table.title)


def _captions(columns: Sequence[Column], head: int) -> Iterator[KnownCell]:
    col = 0
    while col < len(columns):
        over = columns[col].over
        stop = col + 1
        while over and stop < len(columns) and columns[stop].over == over:
            stop += 1
        if over:
            yield KnownCell(over, 0, col, col_span=stop - col)
            yield from (KnownCell(columns[place].caption, 1, place) for place in range(col, stop))
        else:
            yield KnownCell(columns[col].caption, 0, col, row_span=head)
        col = stop

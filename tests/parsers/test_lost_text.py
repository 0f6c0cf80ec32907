"""What a file holds is counted without its reader: rows that a reader passes over are told, with where they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers.model import Document, Grid
from parsers.registry import read_document
from parsers.text.lost_text import SourceText, lost
from parsers.text.wording import nonblank
from tests.parsers.test_odt import build
from tests.support import docx_builder as word

ROWS = (("1", "Анализ"), ("2", "Семинар"), ("3", "Черновик"))


def html(tmp_path: Path, hidden: str) -> Path:
    rows = [f"<tr{hidden if name == 'Черновик' else ''}><td>{n}<td>{name}</tr>" for n, name in ROWS]
    path = tmp_path / "plan.html"
    path.write_text(f"<html><body><table>{''.join(rows)}</table></body></html>", encoding="utf-8")
    return path


def docx(tmp_path: Path, hidden: str) -> Path:
    rows = (word.row(n, name, properties=hidden if name == "Черновик" else "") for n, name in ROWS)
    return word.write(tmp_path / "plan.docx", word.table(*rows))


def odt(tmp_path: Path, hidden: str) -> Path:
    rows = (
        f"<table:table-row {hidden if name == 'Черновик' else ''}>"
        f"<table:table-cell><text:p>{n}</text:p></table:table-cell>"
        f"<table:table-cell><text:p>{name}</text:p></table:table-cell></table:table-row>"
        for n, name in ROWS
    )
    return build(tmp_path / "plan.odt", f"<table:table>{''.join(rows)}</table:table>")


def xlsx(tmp_path: Path, hidden: str) -> Path:
    from openpyxl import Workbook

    book = Workbook()
    for row in ROWS:
        book.active.append(row)
    book.active.row_dimensions[3].hidden = bool(hidden)
    book.save(tmp_path / "plan.xlsx")
    return tmp_path / "plan.xlsx"


@pytest.mark.parametrize(
    ("make", "hidden"),
    [
        (html, " hidden"),
        (html, ' style="display: none"'),
        (html, ' style="visibility:collapse"'),
        (docx, "<w:hidden/>"),
        (odt, 'table:visibility="collapse"'),
        (odt, 'table:visibility="filter"'),
        (xlsx, "hidden"),
    ],
)
def test_a_hidden_row_is_no_row_and_is_told_in_every_format(tmp_path: Path, make: object, hidden: str) -> None:
    document = read_document(make(tmp_path, hidden))  # type: ignore[operator]
    (grid,) = (block for block in document.blocks if isinstance(block, Grid))
    assert [cell.text for cell in grid.cells] == ["1", "Анализ", "2", "Семинар"]
    assert [(item.text, item.why) for item in document.leftovers] == [
        ("3", "скрытая строка"),
        ("Черновик", "скрытая строка"),
    ]
    assert all(str(item.locator) for item in document.leftovers)
    assert document.source_chars == sum(nonblank(text) for row in ROWS for text in row)


ROW = "<tr><td>1<td>Анализ</tr><tr><td>2<td>Семинар</tr>"


@pytest.mark.parametrize(
    "table",
    [
        f"<table><tr><td>№<td>Мероприятие</tr><form>{ROW}</form></table>",
        f"<table><tbody><tr><td>№<td>Мероприятие</tr><form><div>{ROW}</div></form></tbody></table>",
        f"<table><font><tr><td>№<td>Мероприятие</tr>{ROW}</font></table>",
        "<table><tr><form><td>№<td>Мероприятие</form></tr><tr><td>1<td>Анализ</tr><tr><td>2<td>Семинар</tr></table>",
    ],
)
def test_rows_within_a_form_are_rows(tmp_path: Path, table: str) -> None:
    path = tmp_path / "plan.html"
    path.write_text(f"<html><body>{table}</body></html>", encoding="utf-8")
    document = read_document(path)
    (grid,) = (block for block in document.blocks if isinstance(block, Grid))
    assert [cell.text for cell in grid.cells] == ["№", "Мероприятие", "1", "Анализ", "2", "Семинар"]
    assert document.leftovers == ()


SHAPE = '<w:r><w:pict><v:shape><v:textpath string="x"/></v:shape></w:pict></w:r>'


def leftovers(document: Document) -> list[str]:
    return [item.text for item in document.leftovers]


@pytest.mark.parametrize(
    ("path", "unread"),
    [
        pytest.param(
            lambda folder: word.write(
                folder / "a.docx", word.par("Приказ") + word.par(word.run("тайно", "<w:vanish/>"))
            ),
            ["тайно"],
            id="hidden text of Word",
        ),
        pytest.param(
            lambda folder: word.write(
                folder / "a.docx",
                word.par("Приказ") + f"<w:footnotes>{word.row(word.cell(word.par(word.run('ничья'))))}</w:footnotes>",
            ),
            ["ничья"],
            id="a row of no table of Word",
        ),
        pytest.param(
            lambda folder: build(
                folder / "a.odt",
                "<text:p>Приказ</text:p><draw:custom-shape><text:p>надпись</text:p></draw:custom-shape>",
            ),
            ["надпись"],
            id="a shape of OpenDocument",
        ),
        pytest.param(
            lambda folder: build(
                folder / "a.odt",
                "<text:p>Приказ</text:p>",
                '<style:font-face style:name="a"><table:table-cell><text:p>не <text:bookmark/>там</text:p>'
                "</table:table-cell><table:table-row><text:p>ничья</text:p></table:table-row></style:font-face>",
            ),
            ["не там", "ничья"],
            id="a paragraph outside the body of OpenDocument",
        ),
        pytest.param(
            lambda folder: word.write(
                folder / "a.docx",
                word.par("Приказ")
                + "<w:p><w:r><w:drawing><w:unknown><w:t>в рисунке</w:t></w:unknown></w:drawing></w:r></w:p>",
            ),
            [],
            id="text in a drawing that is read",
        ),
    ],
)
def test_what_no_reader_visits_is_a_leftover(tmp_path: Path, path: object, unread: list[str]) -> None:
    assert leftovers(read_document(path(tmp_path))) == unread  # type: ignore[operator]


@pytest.mark.parametrize(
    ("source", "read", "told"),
    [
        (["1", "Анализ", "май"], ["1. Анализ\nмай"], []),
        (["Анализ", "Анализ"], ["Анализ"], ["Анализ"]),
        (["Ана", "лиз"], ["Анализ"], []),
        (["а" * 50, "б"], ["б"], ["а" * 50]),
        (["вода"], ["вод"], ["вода"]),
        ([f"слово{n}" for n in range(3000)], [], None),
    ],
)
def test_what_is_missing_is_found(source: list[str], read: list[str], told: list[str] | None) -> None:
    found = lost(map(SourceText, source), read)
    if told is not None:
        assert [item.text for item in found] == told
    assert sum(nonblank(item.text) for item in found) >= sum(map(len, source)) - sum(map(nonblank, read))

"""Tables without ruling lines that our own finder misses: read by the columns that pdfplumber sees, and said so."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.orders.hints import language_hints
from ingest.orders.second_reading import differences
from parsers.formats.page.aligned import Columns, aligned, common_edges
from parsers.formats.page.geometry import Word
from parsers.formats.page.layout import Line, lines_of
from parsers.formats.pdf.read_again import NOT_READ_BY_SECOND, READ_BY_SECOND
from parsers.formats.pdf.second_reader import SecondReadingError, column_starts, tables_of
from parsers.model import Document, Grid
from parsers.registry import read_document
from parsers.roadmap import read_roadmap

SAMPLES = Path(__file__).parents[1] / "orders"
UNRULED, RULED = SAMPLES / "unruled-no-numbers.pdf", SAMPLES / "plan.pdf"
STARTS = (50, 310, 415)
ROWS = """
Содержание работы|Срок исполнения|Ответственные
Подготовка заявок на доставку|Февраль 2024|Заместитель директора
материалов в труднодоступные пункты|года
и школы
Мониторинг готовности аудиторий|до 17.06.2024|ИРО, РЦОИ
и оборудования
Формирование списка|июнь – ноябрь 2024
собраний о порядке|г.
3. Обучение лиц, привлекаемых к проведению экзаменов, и организаторов
Контроль за ходом занятий|до 19.02.2024|РЦОИ
"""


def printed(text: str) -> list[Line]:
    """Lines of a table at STARTS, ten points a letter's height, four its width."""
    words = [
        Word(word, start + 4 * len(before), 14.0 * number, start + 4 * (len(before) + len(word)), 14.0 * number + 10)
        for number, line in enumerate(text.strip().splitlines())
        for start, cell in zip(STARTS, line.split("|"), strict=False)
        for before, word in parted(cell)
    ]
    return lines_of(words)


def parted(cell: str) -> list[tuple[str, str]]:
    """(what stands before it, word) of every word."""
    words = cell.split()
    return [(" ".join([*words[:n], ""]), word) for n, word in enumerate(words)]


def test_rows_begin_where_a_column_is_filled_anew_or_all_begin_anew() -> None:
    lines = printed(ROWS)
    edges = common_edges([(50.0, 154.0, 310.0, 415.0, 497.0)], [lines])
    assert edges == (309.0, 414.0), "a place that words run over is no column"
    table = aligned(lines, Columns(edges))
    assert table is not None
    assert [round(y / 14) for y in table.ys[:-1]] == [0, 1, 4, 6, 8, 9]
    assert [box.col_span for box in table.boxes if box.row == 4] == [3], "a heading"


@pytest.mark.parametrize("edges", [(), (600.0,), (52.0,)])
def test_no_table_without_rows_in_columns(edges: tuple[float, ...]) -> None:
    assert aligned(printed("Текст приказа без таблицы\nи вторая строка его"), Columns(edges)) is None


def test_edges_must_hold_on_several_lines() -> None:
    assert common_edges([(50.0, 310.0, 415.0)], [printed("один|два|три\nчетыре|пять|шесть")]) == ()


def grids(document: Document) -> list[Grid]:
    return [block for block in document.blocks if isinstance(block, Grid)]


def test_a_plan_without_lines_and_numbers_is_read_and_noted() -> None:
    document = read_document(UNRULED)
    assert {grid.cols for grid in grids(document)} == {3}
    assert {left.why for left in document.leftovers} == {READ_BY_SECOND}
    rows = [row for row in read_roadmap(document, language_hints()).rows if row.kind == "item"]
    assert len(rows) >= 25
    assert (rows[0].period, rows[0].responsible) == ("февраль – ноябрь 2024 г.", "заместитель директора Шнайдер О.П.")


def test_a_second_reader_that_fails_leaves_the_first_reading_and_a_note(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(path: Path, pages: object) -> None:
        raise SecondReadingError("PDFSyntaxError")

    monkeypatch.setattr("parsers.formats.pdf.second_reader.column_starts", fail)
    document = read_document(UNRULED)
    assert grids(document) == []
    assert {left.why for left in document.leftovers} == {NOT_READ_BY_SECOND}


def test_ruled_pages_are_not_read_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("parsers.formats.pdf.second_reader.column_starts", pytest.fail)
    assert read_document(RULED).leftovers == ()


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.4\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 9 0 R >>",
        UNRULED.read_bytes().replace(b"/MediaBox[0 0 ", b"/MediaBox[0 /e "),
    ],
    ids=["no pages", "a page of no size"],
)
def test_a_damaged_file_is_one_error(tmp_path: Path, content: bytes) -> None:
    damaged = tmp_path / "damaged.pdf"
    damaged.write_bytes(content)
    for ask in (lambda: column_starts(damaged, [0]), lambda: tables_of(damaged, 0)):
        with pytest.raises(SecondReadingError):
            ask()


def test_differences_of_both_readers() -> None:
    pages, found = differences(UNRULED)
    assert pages == 4
    assert any("Подготовка заявок на доставку" in one.ours for one in found)
    assert any("Подготовка заявок на" in one.second for one in found)
    assert differences(SAMPLES / "plan.docx") == (None, [])


def test_where_both_readers_agree_there_is_nothing_to_show() -> None:
    pages, found = differences(RULED)
    assert pages
    assert all(one.ours != one.second for one in found)

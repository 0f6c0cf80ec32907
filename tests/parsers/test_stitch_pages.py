"""Grids of formats that know merged cells and pages: DOCX has one grid a table, PDF one a page."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.model import Cell, Document, Grid, Locator, Paragraph, Roadmap, RowKind
from parsers.text.wording import nonblank
from tests.support.roadmap_score import items_of, roadmap_of

HEADER = ("№ п/п", "Мероприятие", "Срок", "Ответственный")


def grid(*rows: Sequence[str | None], page: int = 1, header: bool = True, open_top: bool = False) -> Grid:
    """A ruled grid: None is covered by the cell above; the header row comes first."""
    printed = [HEADER, *rows] if header else list(rows)
    cells = []
    for row, texts in enumerate(printed):
        for col, text in enumerate(texts):
            if text is None:
                continue
            span = 1
            while row + span < len(printed) and printed[row + span][col] is None:
                span += 1
            box = (col * 100.0, row * 20.0, col * 100.0 + 99, row * 20.0 + 19)
            place = Locator(page=page, bbox=box)
            at_top = open_top and row == header
            cells.append(Cell(text, row, col, row_span=span, locator=place, open_top=at_top))
    return Grid(len(printed), 4, tuple(cells), Locator(page=page), spans_known=True)


def read(*blocks: Grid | Paragraph) -> Roadmap:
    return roadmap_of(Document("test", tuple(blocks)))


FIRST = ("1.1.", "Проведение анализа результатов экзаменов", "май 2024 года", "РЦОИ")
SECOND = ("1.2.", "Обучение экспертов предметных комиссий", "июнь 2024 года", "ИРО")


def test_a_merged_cell_holds_for_the_rows_it_covers() -> None:
    roadmap = read(grid(FIRST, ("1.2.", "Обучение экспертов", "июнь 2024 года", None), SECOND))
    assert [(row.responsible, row.responsible_inherited) for row in items_of(roadmap)] == [
        ("РЦОИ", False),
        ("РЦОИ", True),
        ("ИРО", False),
    ]


def test_a_merged_period_holds_too_and_an_empty_cell_is_empty() -> None:
    roadmap = read(grid(FIRST, ("1.2.", "Обучение экспертов", None, "ИРО"), ("1.3.", "Подготовка отчёта", "", "ИРО")))
    assert [(row.period, row.period_inherited) for row in items_of(roadmap)] == [
        ("май 2024 года", False),
        ("май 2024 года", True),
        ("", False),
    ]


def test_a_merge_runs_over_a_page_break() -> None:
    roadmap = read(
        grid(FIRST, ("1.2.", "Обучение экспертов", "июнь 2024 года", None)),
        grid(("1.3.", "Подготовка отчёта", "июль 2024 года", ""), ("1.4.", "Отчёт", "август 2024 года", None), page=2),
    )
    assert [row.responsible for row in items_of(roadmap)] == ["РЦОИ"] * 4
    assert [row.locator.page for row in items_of(roadmap)] == [1, 1, 2, 2]


def test_a_row_cut_by_a_page_break_is_whole() -> None:
    roadmap = read(
        grid(FIRST, ("1.2.", "Обучение экспертов предмет-", "июнь –", "ИРО,")),
        grid(("", "ных комиссий", "июль 2024 года", "РЦОИ"), ("1.3.", "Отчёт", "август 2024 года", "ИРО"), page=2),
    )
    row = items_of(roadmap)[1]
    assert (row.activity, row.period, row.responsible) == (
        "Обучение экспертов предметных комиссий",
        "июнь – июль 2024 года",
        "ИРО, РЦОИ",
    )
    assert (row.locator.page, row.page_to) == (1, 2)
    assert len(items_of(roadmap)) == 3


def test_a_scrap_of_a_stamp_between_the_pages_does_not_part_a_row() -> None:
    roadmap = read(
        grid(FIRST, ("1.2.", "Обучение экспертов предмет-", "июнь –", "ИРО,")),
        Paragraph("ж."),
        grid(("", "ных комиссий", "июль 2024 года", "РЦОИ"), page=2),
    )
    assert [row.activity for row in items_of(roadmap)][1:] == ["Обучение экспертов предметных комиссий"]
    assert [paragraph.text for _, paragraph in roadmap.between] == ["ж."]


def test_an_open_cell_goes_on_even_where_it_begins_like_a_new_one() -> None:
    roadmap = read(
        grid(FIRST, ("1.2.", "Направление списков экспертов в", "июнь 2024 года", "ИРО")),
        grid(("", "Федеральный центр тестирования", "", ""), SECOND, page=2, open_top=True),
    )
    assert items_of(roadmap)[1].activity == "Направление списков экспертов в Федеральный центр тестирования"


def test_a_repeated_header_in_other_words_is_no_row() -> None:
    repeated = grid(("№", "Мероприятия", "Сроки", "Ответственные"), SECOND, page=2, header=False)
    roadmap = read(grid(FIRST), repeated)
    assert [row.number for row in items_of(roadmap)] == ["1.1.", "1.2."]
    assert {row.table_no for row in items_of(roadmap)} == {1}


def test_two_tables_with_text_between_are_two() -> None:
    roadmap = read(grid(FIRST), Paragraph("Приложение 2\nк приказу"), grid(SECOND, page=2))
    assert [(row.table_no, row.appendix) for row in items_of(roadmap)] == [(1, ""), (2, "2")]


def test_a_heading_is_a_cell_over_the_whole_width() -> None:
    cells = (
        *grid(FIRST).cells,
        Cell("2. Обучение", 2, 0, col_span=4, bold=True),
        *(Cell(text, 3, col) for col, text in enumerate(SECOND)),
    )
    roadmap = read(Grid(4, 4, cells, spans_known=True))
    assert [(row.kind, row.section) for row in roadmap.rows] == [
        (RowKind.ITEM, ""),
        (RowKind.SECTION, "2. Обучение"),
        (RowKind.ITEM, "2. Обучение"),
    ]


def test_a_letterhead_laid_out_as_a_table_is_text_before() -> None:
    letterhead = Grid(1, 2, (Cell("МИНИСТЕРСТВО ОБРАЗОВАНИЯ", 0, 0), Cell("г. Барнаул", 0, 1)), spans_known=True)
    roadmap = read(letterhead, grid(FIRST, SECOND))
    assert [paragraph.text for paragraph in roadmap.before] == ["МИНИСТЕРСТВО ОБРАЗОВАНИЯ\nг. Барнаул"]


def test_confidence_is_that_of_the_cells() -> None:
    cells = tuple(
        Cell(cell.text, cell.row, cell.col, confidence=0.5 if cell.col == 1 else 1.0)
        for cell in grid(FIRST, SECOND).cells
    )
    confidence = items_of(read(Grid(3, 4, cells, spans_known=True)))[0].confidence
    assert confidence is not None
    assert 0.5 < confidence < 1.0


PRINTED = (
    *("", "", "1.", "1.1.", "II.", "а)", "Проведение анализа результатов", "и дальше", "– порядка", "май 2024 года"),
    *("РЦОИ, ИРО", "Мероприятие", "№ п/п", "Сроки", "ГИА-", "2024 году", "региональный уровень", "И.И. Иванов"),
)
ROWS_OF_FOUR = st.lists(st.tuples(*[st.sampled_from(PRINTED)] * 4), min_size=1, max_size=5)
PAGES = st.lists(st.tuples(ROWS_OF_FOUR, st.booleans(), st.booleans(), st.sampled_from(PRINTED)), max_size=4)


@settings(max_examples=80, deadline=None)
@given(PAGES)
def test_whatever_pages_hold_nothing_is_lost(pages: list[tuple[list[tuple[str, ...]], bool, bool, str]]) -> None:
    blocks: list[Grid | Paragraph] = [grid(FIRST, SECOND)]
    for page, (rows, header, open_top, text) in enumerate(pages, 2):
        blocks += [Paragraph(text)] if text else []
        blocks.append(grid(*rows, page=page, header=header, open_top=open_top))
    printed = [cell.text for block in blocks if isinstance(block, Grid) for cell in block.cells]
    printed += [block.text for block in blocks if isinstance(block, Paragraph)]
    chars = sum(map(nonblank, printed))
    found = roadmap_of(Document("test", tuple(blocks), source_chars=10 * chars))
    assert found.covered_chars + found.misfit_chars == chars


def test_captions_glued_to_the_rest_of_a_cut_row_are_parted() -> None:
    """Where no line parts them, a repeated header and what follows it are one row to the reader of a page."""
    cut = ("1.2.", "Обучение экспертов предметных комиссий", "июнь", "отдел оценки")
    glued = ("№ п/п", "Мероприятие и организаторов пунктов", "Срок 2024 года", "Ответственный качества")
    roadmap = read(grid(FIRST, cut), grid(glued, ("1.3.", "Подготовка отчёта", "июль 2024 года", "ИРО"), header=False))
    assert [(row.number, row.activity, " ".join(row.period.split()), row.responsible) for row in items_of(roadmap)] == [
        ("1.1.", FIRST[1], "май 2024 года", "РЦОИ"),
        (
            "1.2.",
            "Обучение экспертов предметных комиссий и организаторов пунктов",
            "июнь 2024 года",
            "отдел оценки качества",
        ),
        ("1.3.", "Подготовка отчёта", "июль 2024 года", "ИРО"),
    ]


def test_a_row_that_begins_with_a_word_of_the_captions_stays_whole() -> None:
    row = ("1.3.", "Мероприятие для родителей", "Срок уточняется", "Ответственный секретарь")
    roadmap = read(grid(FIRST, SECOND), grid(row, header=False))
    assert [(item.number, item.activity) for item in items_of(roadmap)][-1] == ("1.3.", "Мероприятие для родителей")

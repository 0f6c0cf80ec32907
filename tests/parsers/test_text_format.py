"""Plain text with tabs: encodings, tags, marks, drawn lines, page breaks, line numbers, bounds."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers import limits
from parsers.errors import ParseError
from parsers.formats import text as text_format
from parsers.formats.text import claims, decode, read, read_text
from parsers.model import Grid, NoiseKind, Paragraph
from parsers.text.wording import nonblank

ORDER = "ПРИКАЗ\nот 25.10.2023 № 3654\n\n№\tМероприятия\tСроки\n1\tсовещания\tмай\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16", "utf-16-le", "utf-16-be", "koi8-r", "cp866"]
)
def test_encodings(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "приказ.txt"
    path.write_bytes((ORDER.replace("№", "N") * 20).encode(encoding))
    assert claims(path.read_bytes()[:4096], path.name)
    first = read(path).blocks[0]
    assert isinstance(first, Paragraph)
    assert first.text == "ПРИКАЗ\nот 25.10.2023 N 3654"


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends(line_end: str) -> None:
    assert decode(ORDER.replace("\n", line_end).encode()) == ORDER


def test_paragraphs_tables_and_their_lines() -> None:
    document = read_text(ORDER)
    paragraph, grid = document.blocks
    assert (paragraph.locator.line, paragraph.locator.line_to) == (1, 2)
    assert isinstance(grid, Grid)
    assert (grid.rows, grid.cols, grid.spans_known, grid.locator.line, grid.locator.line_to) == (2, 3, False, 4, 5)
    assert [(cell.row, cell.col, cell.text, cell.locator.line) for cell in grid.cells[-2:]] == [
        (1, 1, "совещания", 5),
        (1, 2, "май", 5),
    ]


def grids(text: str) -> list[Grid]:
    return [block for block in read_text(text).blocks if isinstance(block, Grid)]


def test_a_blank_line_is_a_page_break_and_a_line_of_tabs_is_none() -> None:
    assert len(grids("а\tб\n\nв\tг\n")) == 2
    assert [grid.rows for grid in grids("а\tб\n\t\nв\tг\n")] == [3]


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("<p>для ГИА-9: май</p> <p>для ГИА-11: июнь</p>", "для ГИА-9: май\nдля ГИА-11: июнь"),
        (
            '<p>Темы:</p> <ul style="list-style-type: none"> <li>первая</li> <li>вторая</li></ul>',
            "Темы:\nпервая\nвторая",
        ),
        ("первая<br>вторая", "первая\nвторая"),
        ("<b>№</b>", "№"),
        ("МБОУ &laquo;Центр&raquo; &amp; школа", "МБОУ «Центр» & школа"),
        ("менее < 5 и > 3", "менее < 5 и > 3"),
        ("совещания  видеоконференции", "совещания  видеоконференции"),
    ],
)
def test_tags_within_cells(printed: str, text: str) -> None:
    assert grids(f"1\t{printed}\n")[0].cells[1].text == text


def test_bold_cells() -> None:
    assert [cell.bold for cell in grids("<b>№</b>\t**Срок**\tмай\n")[0].cells] == [True, True, False]


def test_marks_of_markdown_are_noise() -> None:
    document = read_text("## ПРИКАЗ\n\n**План мероприятий**\n")
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["ПРИКАЗ", "План мероприятий"]
    assert [(noise.kind, noise.text) for noise in document.noise] == [
        (NoiseKind.MARKUP, "##"),
        (NoiseKind.MARKUP, "****"),
    ]


@pytest.mark.parametrize("line", ["-----\t---\t-----", "--------------", "=====", "______________"])
def test_drawn_lines_are_noise_and_part_no_table(line: str) -> None:
    document = read_text(f"1\tсовещания\tмай\n{line}\n2\tсеминары\tиюнь\n")
    assert {noise.kind for noise in document.noise} == {NoiseKind.DASHES}
    assert sum(isinstance(block, Grid) for block in document.blocks) <= 2
    assert not any(isinstance(block, Paragraph) for block in document.blocks)


def test_marks_of_a_quoted_mail_are_noise() -> None:
    document = read_text("Высылаю план.\n> 1\tсовещания\tмай\n> 2\tсеминары\tиюнь\n>\n> > Иванова\n")
    (grid,) = [block for block in document.blocks if isinstance(block, Grid)]
    assert [cell.text for cell in grid.cells][:3] == ["1", "совещания", "май"]
    assert [noise.text for noise in document.noise] == [">>>>>"]
    assert document.source_chars == nonblank("Высылаю план. 1 совещания май 2 семинары июнь Иванова >>>>>")
    assert read_text("> 1\nбольше\nбез знака\n").noise == ()


def test_a_cell_with_line_breaks_takes_several_lines() -> None:
    grid = grids('№\tМероприятия\tСроки\n1\t"Проведение:\n- ""бесед"";\n- собраний"\tмай\n2\tсеминар\tиюнь\n')[0]
    assert [cell.text for cell in grid.cells if cell.row == 1] == ["1", 'Проведение:\n- "бесед";\n- собраний', "май"]
    assert {(cell.locator.line, cell.locator.line_to) for cell in grid.cells if cell.row == 1} == {(2, 4)}


def test_every_character_is_counted() -> None:
    document = read_text("# а б\n\n1\t<p>в</p>\tг\n----\t--\n")
    assert document.source_chars == len("#аб1вг--")


@given(st.text(alphabet="аб1.-|*<p>/\t\n", max_size=80))
def test_any_text_is_read_and_nothing_is_lost(text: str) -> None:
    document = read_text(text)
    printed = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    printed += [cell.text for block in document.blocks if isinstance(block, Grid) for cell in block.cells]
    letters = "".join(printed)
    assert [letters.count(letter) for letter in "аб1"] == [text.count(letter) for letter in "аб1"]


def test_a_text_of_tabs_is_refused_by_its_size(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_format, "MAX_BYTES", 1000)
    path = tmp_path / "табуляции.txt"
    path.write_bytes(b"\t" * 2000)
    with pytest.raises(ParseError, match="больше") as refused:
        read(path)
    assert refused.value.stage == "open"


def test_too_many_cells_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_CELLS", 100)
    with pytest.raises(ParseError, match="ячеек"):
        read_text("а\tб\tв\n" * 50)


def test_a_row_of_many_tabs_has_bounded_width() -> None:
    grid = grids("а" + "\tб" * 5000)[0]
    assert grid.cols == limits.MAX_COLUMNS


@pytest.mark.parametrize(
    "head", [b"%PDF-1.7", b"PK\x03\x04", b"\x00\x01\x02\x03", b"<html><body>", b"{\\rtf1", b"  \n"]
)
def test_what_is_no_text_is_not_claimed(head: bytes) -> None:
    assert not claims(head, "приказ.txt")

"""Automatic numbers: list definitions against the numbers that Word prints."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.formats import docx
from parsers.formats.office.numerals import letters, positional_letters, roman, symbol, word_number
from parsers.model import Grid, Paragraph
from tests.support.docx_builder import cell, level, lists, numbered, par, row, run, table, write

PLAN = [level(0, "decimal", "%1."), level(1, "decimal", "%1.%2."), level(2, "russianLower", "%3)")]


def printed(tmp_path: Path, body: str, **parts: str) -> list[str]:
    document = docx.read(write(tmp_path / "order.docx", body, **parts))
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def overrides(**starts: int) -> str:
    """l0=5: level 0 begins anew at 5."""
    return "".join(
        f'<w:lvlOverride w:ilvl="{name[1:]}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        for name, start in starts.items()
    )


@pytest.mark.parametrize(
    ("levels", "nums", "used", "labels"),
    [
        pytest.param(
            PLAN,
            {1: ""},
            [(1, 0), (1, 1), (1, 1), (1, 0), (1, 1)],
            ["1.", "1.1.", "1.2.", "2.", "2.1."],
            id="two levels",
        ),
        pytest.param(
            PLAN,
            {1: ""},
            [(1, 0), (1, 2), (1, 2), (1, 1)],
            ["1.", "а)", "б)", "1.2."],
            id="a skipped level counts as used",
        ),
        pytest.param(PLAN, {1: ""}, [(1, 1), (1, 1)], ["1.1.", "1.2."], id="a lower level without its upper one"),
        pytest.param(
            PLAN,
            {1: "", 2: ""},
            [(1, 0), (2, 0), (1, 0)],
            ["1.", "2.", "3."],
            id="lists of one definition count together",
        ),
        pytest.param(
            PLAN,
            {1: "", 2: overrides(l0=1)},
            [(1, 0), (1, 0), (2, 0), (1, 0), (2, 0)],
            ["1.", "2.", "1.", "2.", "3."],
            id="a restarted list",
        ),
        pytest.param(
            PLAN, {1: "", 2: overrides(l1=4)}, [(1, 0), (2, 1), (2, 1)], ["1.", "1.4.", "1.5."], id="a level begun anew"
        ),
        pytest.param([level(0, "decimal", "%1)", start=7)], {1: ""}, [(1, 0), (1, 0)], ["7)", "8)"], id="start"),
        pytest.param(
            [level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2", "<w:isLgl/>")],
            {1: ""},
            [(1, 0), (1, 0), (1, 1)],
            ["I.", "II.", "2.1"],
            id="legal numbering: upper levels in decimals",
        ),
        pytest.param(
            [level(0, "decimal", "%1."), level(1, "lowerLetter", "%2)", '<w:lvlRestart w:val="0"/>')],
            {1: ""},
            [(1, 0), (1, 1), (1, 0), (1, 1)],
            ["1.", "a)", "2.", "b)"],
            id="a level that never restarts",
        ),
        pytest.param(
            [
                level(0, "decimal", "%1."),
                level(1, "decimal", "%1.%2."),
                level(2, "decimal", "%3)", '<w:lvlRestart w:val="1"/>'),
            ],
            {1: ""},
            [(1, 0), (1, 1), (1, 2), (1, 1), (1, 2), (1, 0), (1, 2)],
            ["1.", "1.1.", "1)", "1.2.", "2)", "2.", "1)"],
            id="a level that only the first one restarts",
        ),
        pytest.param(
            [level(0, "bullet", "\uf0b7"), level(1, "decimal", "%1%2.")],
            {1: ""},
            [(1, 0), (1, 1)],
            ["•", "1."],
            id="a bulleted level has no number to print",
        ),
        pytest.param([level(0, "bullet", "–")], {1: ""}, [(1, 0)], ["–"], id="dash"),
        pytest.param([level(0, "none", "")], {1: ""}, [(1, 0)], [""], id="no number"),
        pytest.param(
            [level(0, "decimal", "%1", "<w:rPr><w:vanish/></w:rPr>")], {1: ""}, [(1, 0)], [""], id="hidden number"
        ),
        pytest.param(
            [level(0, "decimal", "Раздел %1.")], {1: ""}, [(1, 0)], ["Раздел 1."], id="words around the number"
        ),
        pytest.param(
            [
                '<w:lvl w:ilvl="0"><w:start w:val="1"/><mc:AlternateContent><mc:Choice>'
                '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice></mc:AlternateContent>'
                '<w:lvlText w:val="%1"/></w:lvl>'
            ],
            {1: ""},
            [(1, 0)],
            ["001"],
            id="custom width",
        ),
        pytest.param(
            PLAN, {1: ""}, [(1, 8), (9, 0), (0, 0)], ["", "", ""], id="level, list that are not defined; numId 0"
        ),
    ],
)
def test_labels(
    tmp_path: Path, levels: list[str], nums: dict[int, str], used: list[tuple[int, int]], labels: list[str]
) -> None:
    definition = lists({1: levels}, {num: (1, extra) for num, extra in nums.items()})
    body = "".join(numbered(num, number, "|") for num, number in used)
    found = [text.removesuffix("|").strip() for text in printed(tmp_path, body, numbering=definition)]
    assert found == labels


def test_numbers_in_cells_and_sections_of_a_plan(tmp_path: Path) -> None:
    wide = '<w:gridSpan w:val="2"/>'
    body = table(
        row(cell(numbered(1, 0, "Анализ"), wide)),
        row(cell(numbered(1, 1)), "Отчёт"),
        row(cell(numbered(1, 1)), cell(par("Сбор:") + numbered(2, 0, "справок") + numbered(2, 0, "данных"))),
        row(cell(numbered(1, 0, "Обучение"), wide)),
        row(cell(numbered(1, 1)), "Семинар"),
    )
    numbering = lists({1: PLAN, 2: [level(0, "bullet", "\uf02d")]}, {1: (1, ""), 2: (2, "")})
    document = docx.read(write(tmp_path / "order.docx", body, numbering=numbering))
    (grid,) = (block for block in document.blocks if isinstance(block, Grid))
    assert [c.text for c in grid.cells] == [
        "1. Анализ", "1.1.", "Отчёт", "1.2.", "Сбор:\n- справок\n- данных", "2. Обучение", "2.1.", "Семинар",
    ]  # fmt: skip


def test_paragraphs_under_a_merge_do_not_count(tmp_path: Path) -> None:
    body = table(
        row(cell(numbered(1), '<w:vMerge w:val="restart"/>'), "а"),
        row(cell(numbered(1), "<w:vMerge/>"), "б"),
        row(cell(numbered(1)), "в"),
    )
    document = docx.read(write(tmp_path / "order.docx", body, numbering=lists({1: PLAN}, {1: (1, "")})))
    (grid,) = (block for block in document.blocks if isinstance(block, Grid))
    assert [c.text for c in grid.cells if c.col == 0] == ["1.", "2."]


@pytest.mark.parametrize(("text", "shown"), [("справок", ["• справок"]), ("", [])])
def test_a_bullet_without_text_says_nothing(tmp_path: Path, text: str, shown: list[str]) -> None:
    numbering = lists({1: [level(0, "bullet", "•")]}, {1: (1, "")})
    assert printed(tmp_path, numbered(1, 0, text), numbering=numbering) == shown


def test_deleted_paragraphs_do_not_count(tmp_path: Path) -> None:
    mark = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr>'
    body = numbered(1, 0, "а") + par(f"<w:del>{run('нет')}</w:del>", mark) + numbered(1, 0, "б")
    assert printed(tmp_path, body, numbering=lists({1: PLAN}, {1: (1, "")})) == ["1. а", "2. б"]


def test_text_box_counts_for_itself(tmp_path: Path) -> None:
    box = f"<w:r><w:pict><w:txbxContent>{numbered(1, 0, 'в рамке')}</w:txbxContent></w:pict></w:r>"
    body = numbered(1, 0, "а") + par(box) + numbered(1, 0, "б")
    assert printed(tmp_path, body, numbering=lists({1: PLAN}, {1: (1, "")})) == ["1. а", "1. в рамке", "2. б"]


STYLES = (
    '<w:style w:type="paragraph" w:styleId="Item"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="SubItem"><w:basedOn w:val="Item"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Second"><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    "</w:pPr></w:style>"
    '<w:style w:type="numbering" w:styleId="Outline"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
)


@pytest.mark.parametrize(
    ("properties", "labels"),
    [
        pytest.param(['<w:pStyle w:val="Item"/>'] * 2, ["1. а", "2. а"], id="a style with a list"),
        pytest.param(['<w:pStyle w:val="SubItem"/>'], ["1. а"], id="inherited through basedOn"),
        pytest.param(
            ['<w:pStyle w:val="Item"/>', '<w:pStyle w:val="Second"/>'], ["1. а", "1.1. а"], id="level named by pStyle"
        ),
        pytest.param(
            ['<w:pStyle w:val="Item"/><w:numPr><w:numId w:val="0"/></w:numPr>'],
            ["а"],
            id="the paragraph takes the list off",
        ),
        pytest.param(
            ['<w:pStyle w:val="Item"/>', '<w:pStyle w:val="Item"/><w:numPr><w:ilvl w:val="1"/></w:numPr>'],
            ["1. а", "1.1. а"],
            id="the paragraph states the level alone",
        ),
    ],
)
def test_numbers_through_styles(tmp_path: Path, properties: list[str], labels: list[str]) -> None:
    levels = [level(0, "decimal", "%1."), level(1, "decimal", "%1.%2.", '<w:pStyle w:val="Second"/>')]
    body = "".join(par("а", own) for own in properties)
    assert printed(tmp_path, body, styles=STYLES, numbering=lists({1: levels}, {1: (1, ""), 2: (1, "")})) == labels


def test_definition_that_links_to_a_numbering_style(tmp_path: Path) -> None:
    link = '<w:numStyleLink w:val="Outline"/>'
    numbering = lists({1: [link], 2: PLAN}, {1: (1, ""), 2: (2, "")})
    assert printed(tmp_path, numbered(1, 0, "а") + numbered(1, 1, "б"), styles=STYLES, numbering=numbering) == [
        "1. а",
        "1.1. б",
    ]


@pytest.mark.parametrize(
    ("number", "form", "printed_as"),
    [
        (1, "decimal", "1"),
        (4, "lowerRoman", "iv"),
        (49, "upperRoman", "XLIX"),
        (4000, "upperRoman", "4000"),
        (27, "lowerLetter", "aa"),
        (2, "upperLetter", "B"),
        (7, "russianLower", "ж"),
        (10, "russianUpper", "К"),
        (29, "russianLower", "аа"),
        (3, "decimalZero", "03"),
        (3, "ordinal", "3-й"),
        (5, "decimalEnclosedCircle", "⑤"),
        (5, "unknownForm", "5"),
        (5, "none", ""),
    ],
)
def test_number_formats(number: int, form: str, printed_as: str) -> None:
    assert word_number(number, form) == printed_as


@given(st.integers(min_value=1, max_value=3999))
def test_roman_numbers_are_unique_and_made_of_roman_letters(number: int) -> None:
    assert set(roman(number)) <= set("ivxlcdm")
    assert roman(number) != roman(number - 1)


@given(st.integers(min_value=-5, max_value=10**12), st.sampled_from(["аб", "abc"]))
def test_letters_never_fail(number: int, alphabet: str) -> None:
    assert letters(number, alphabet)
    assert positional_letters(number, alphabet)
    assert len(letters(number, alphabet)) <= 40


@pytest.mark.parametrize(
    ("character", "shown"),
    [("\uf0b7", "•"), ("\uf02d", "-"), ("\uf041", "A"), ("\uf0ff", "ÿ"), ("\uf07f", "•"), ("o", "o")],
)
def test_symbols(character: str, shown: str) -> None:
    assert symbol(character) == shown


def code(text: str) -> str:
    """A field without a stored result."""
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return f"{begin}<w:r><w:instrText>{text}</w:instrText></w:r>{end}"


@pytest.mark.parametrize(
    ("codes", "shown"),
    [
        (["AUTONUM", "AUTONUM", "AUTONUM"], ["1.", "2.", "3."]),
        (["AUTONUM \\* Arabic", "autonum"], ["1.", "2."]),
        (["LISTNUM", "LISTNUM", "LISTNUM \\l 2", "LISTNUM \\l 2", "LISTNUM", "LISTNUM \\l 2"],
         ["1)", "2)", "a)", "b)", "3)", "a)"]),
        (["LISTNUM \\s 5", "LISTNUM"], ["5)", "6)"]),
        (["LISTNUM one", "LISTNUM two", "LISTNUM one"], ["1)", "1)", "2)"]),
        (["TOC \\o", "PAGE", ""], ["", "", ""]),
    ],
)  # fmt: skip
def test_fields_that_number_without_a_stored_result(tmp_path: Path, codes: list[str], shown: list[str]) -> None:
    body = table(*(row(cell(par(code(text))), "Анализ") for text in codes))
    (grid,) = docx.read(write(tmp_path / "order.docx", body)).blocks
    assert isinstance(grid, Grid)
    assert [c.text for c in grid.cells if c.col == 0] == shown


def test_a_simple_field_counts_too(tmp_path: Path) -> None:
    body = par('<w:fldSimple w:instr=" AUTONUM "/>') + par('<w:fldSimple w:instr=" AUTONUM "/>')
    assert printed(tmp_path, body) == ["1.", "2."]

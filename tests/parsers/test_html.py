"""HTML: what a browser prints of a saved page, as blocks."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers import limits
from parsers.errors import ParseError
from parsers.formats import html
from parsers.model import Document, Grid, Paragraph
from parsers.registry import read_document


def read(tmp_path: Path, page: str | bytes) -> Document:
    path = tmp_path / "order.html"
    path.write_bytes(page.encode() if isinstance(page, str) else page)
    return html.read(path)


def lines(content: str) -> list[str]:
    return [
        part.text for part in html.content_of(f"<html><body>{content}</body></html>".encode()) if hasattr(part, "text")
    ]


def grid(document: Document) -> Grid:
    (found,) = (block for block in document.blocks if isinstance(block, Grid))
    return found


def table(content: str) -> list[tuple[int, int, int, int, str]]:
    document = html._document(f"<table>{content}</table>".encode())
    return [(c.row, c.col, c.row_span, c.col_span, c.text) for c in grid(document).cells]


@pytest.mark.parametrize(
    ("content", "printed"),
    [
        ("<p>а</p><p>б</p>", ["а", "б"]),
        ("<div>а<div>б</div>в</div>", ["а", "б", "в"]),
        ("а<br>б<br/>в", ["а\nб\nв"]),
        ("<p>  много\n   пробелов </p>", ["много пробелов"]),
        ("<p>про&shy;ведение</p>", ["проведение"]),
        ("<p>слово <b>жирно</b>е</p>", ["слово жирное"]),
        ("<p>видно<span style='display: none'>нет</span></p><script>нет()</script><style>нет</style>", ["видно"]),
        ("<p hidden>нет</p><!-- нет --><p>да</p>", ["да"]),
        ("<ul><li>а</li><li><p>б</p><p>в</p></li></ul>", ["• а", "• б", "в"]),
        ("<ol start=3><li>а</li><li value=7>б</li><li>в</li></ol>", ["3. а", "7. б", "8. в"]),
        ("<ol type=I><li>а<ol type=a><li>б</li></ol></li></ol>", ["I. а", "a. б"]),
        ("<ol><li></li></ol>", ["1."]),
        ("<ul style='list-style: none'><li>- а</li></ul>", ["- а"]),
        ("<pre>а   б\nв</pre>", ["а   б\nв"]),
        ("<p>слово <b> жирно</b> <i> </i> в</p>", ["слово жирно в"]),
        ("<p>а <br> б</p>", ["а\nб"]),
        ("<nav><a href=/>Главная</a></nav><p>Приказ</p>", ["Приказ"]),
        ("<div><a href=1>Раз</a> <a href=2>Два</a> <a href=3>Три</a></div><p>Приказ</p>", ["Приказ"]),
        ("<p>в соответствии с <a href=1>приказом</a>, <a href=2>законом</a> и <a href=3>порядком</a> ГИА</p>",
         ["в соответствии с приказом, законом и порядком ГИА"]),
        ("<![if !supportLists]><span style='mso-list:Ignore'>1.&nbsp;</span><![endif]>Сбор", ["1.\u00a0Сбор"]),
    ],
)  # fmt: skip
def test_lines(content: str, printed: list[str]) -> None:
    assert [line for line in lines(content) if line] == printed


@pytest.mark.parametrize(
    ("content", "cells"),
    [
        pytest.param("<tr><td>1<td>2", [(0, 0, 1, 1, "1"), (0, 1, 1, 1, "2")], id="unclosed"),
        pytest.param(
            "<tr><td rowspan=2>а<td>б<tr><td>в<tr><td>г<td>д",
            [(0, 0, 2, 1, "а"), (0, 1, 1, 1, "б"), (1, 1, 1, 1, "в"), (2, 0, 1, 1, "г"), (2, 1, 1, 1, "д")],
            id="rowspan",
        ),
        pytest.param(
            "<tr><td colspan=3>а<tr><td>1<td>2<td>3",
            [(0, 0, 1, 3, "а"), (1, 0, 1, 1, "1"), (1, 1, 1, 1, "2"), (1, 2, 1, 1, "3")],
            id="colspan",
        ),
        pytest.param(
            "<tr><td>1. Анализ<tr><td>1<td>2",
            [(0, 0, 1, 2, "1. Анализ"), (1, 0, 1, 1, "1"), (1, 1, 1, 1, "2")],
            id="a row of one cell without colspan",
        ),
        pytest.param(
            "<tr><td rowspan=2>а<td>б<tr><tr><td>в<td>г",
            [(0, 0, 2, 1, "а"), (0, 1, 1, 1, "б"), (2, 0, 1, 1, "в"), (2, 1, 1, 1, "г")],
            id="a row under a merged cell only",
        ),
        pytest.param(
            "<tr><td rowspan=0>а<td>б<tr><td>в",
            [(0, 0, 2, 1, "а"), (0, 1, 1, 1, "б"), (1, 1, 1, 1, "в")],
            id="rowspan to the end",
        ),
        pytest.param(
            "<tr><td rowspan=99>а<td>б<tr><td>в",
            [(0, 0, 2, 1, "а"), (0, 1, 1, 1, "б"), (1, 1, 1, 1, "в")],
            id="rowspan beyond the end",
        ),
        pytest.param(
            "<tr><td colspan=99999999>а<td>б<tr><td>1<td>2",
            [(0, 0, 1, 2, "а"), (0, 2, 1, 1, "б"), (1, 0, 1, 1, "1"), (1, 1, 1, 1, "2")],
            id="colspan without reason",
        ),
        pytest.param(
            "<tfoot><tr><td>в<td>г</tfoot><tbody><tr><td>а<td>б</tbody>",
            [(0, 0, 1, 1, "а"), (0, 1, 1, 1, "б"), (1, 0, 1, 1, "в"), (1, 1, 1, 1, "г")],
            id="the foot stands last",
        ),
        pytest.param(
            "<tr><td>а<td><p>раз</p><p>&nbsp;</p><ul><li>два</ul>",
            [(0, 0, 1, 1, "а"), (0, 1, 1, 1, "раз\n\n• два")],
            id="paragraphs and items are lines",
        ),
    ],
)
def test_cells(content: str, cells: list[tuple[int, int, int, int, str]]) -> None:
    assert table(content) == cells


def test_head_rows_bold_and_shaded(tmp_path: Path) -> None:
    page = (
        "<table><thead><tr><th>№<th>Срок</thead><tr bgcolor=#eeeeee><td colspan=2><b>Анализ</b>"
        "<tr><td style='background: white'>1<td style='background-color:#ff0'>май</table>"
    )
    found = grid(read(tmp_path, page))
    assert (found.header_rows, found.spans_known) == (1, True)
    assert [(c.text, c.bold, c.shaded) for c in found.cells] == [
        ("№", True, False), ("Срок", True, False), ("Анализ", True, True), ("1", False, False), ("май", False, True),
    ]  # fmt: skip


def test_layout_tables_of_a_portal(tmp_path: Path) -> None:
    plan = "<table>" + "".join(f"<tr><td>{k}<td>мероприятие<td>май" for k in range(1, 7)) + "</table>"
    page = (
        f"<table><tr><td colspan=2>Портал<tr><td>меню<td><p>Приказ</p><table><tr><td>{plan}</table><p>подпись</table>"
    )
    document = read(tmp_path, page)
    assert [b.text for b in document.blocks if isinstance(b, Paragraph)] == ["Портал", "меню", "Приказ", "подпись"]
    assert (grid(document).rows, grid(document).cols) == (6, 3)


def test_page_without_tables_is_read_as_text_is(tmp_path: Path) -> None:
    cells = [
        "№",
        "Мероприятия",
        "Срок",
        "Ответственный",
        "1.1.",
        "Отчёт",
        "май 2024 года",
        "РЦОИ",
        "1.2.",
        "Сбор",
        "июнь",
        "ОО",
    ]
    document = read(tmp_path, "<html><p>ПРИКАЗ</p>" + "".join(f"<div>{text}</div>" for text in cells))
    assert [c.text for c in grid(document).cells] == cells


@pytest.mark.parametrize(
    "page",
    [
        pytest.param("<html><p>Приказ</p>".encode(), id="UTF-8 not named"),
        pytest.param("\ufeff<html><p>Приказ</p>".encode(), id="UTF-8 mark"),
        pytest.param("\ufeff<html><p>Приказ</p>".encode("utf-16-le"), id="UTF-16"),
        pytest.param("<html><meta charset=windows-1251><p>Приказ</p>".encode("cp1251"), id="Windows-1251"),
        pytest.param("<html><meta charset=koi8-r><p>Приказ</p>".encode("koi8-r"), id="KOI8-R"),
        pytest.param("<html><meta charset=windows-1251><p>Приказ</p>".encode(), id="named wrongly"),
        pytest.param(
            "<html><meta charset=utf-8><p>Приказ</p>".encode("cp1251") + " Об утверждении плана".encode("cp1251"),
            id="named UTF-8, but is Windows-1251",
        ),
        pytest.param("<?xml version='1.0' encoding='windows-1251'?><html><p>Приказ</p>".encode("cp1251"), id="XHTML"),
    ],
)
def test_encodings(tmp_path: Path, page: bytes) -> None:
    assert html.claims(page, "order.doc") == 2
    document = read(tmp_path, page)
    assert isinstance(document.blocks[0], Paragraph)
    assert document.blocks[0].text.startswith("Приказ")


def test_single_file_web_page_of_word(tmp_path: Path) -> None:
    page = (
        b'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="xx"\n\n--xx\n'
        b'Content-Type: text/html; charset="windows-1251"\nContent-Transfer-Encoding: quoted-printable\n\n'
        b"<html><table><tr><td>=CF=F0=E8=EA=E0=E7<td>=EC=E0=E9</table></html>\n--xx--\n"
    )
    path = tmp_path / "order.doc"
    path.write_bytes(page)
    document = read_document(path)
    assert document.media_type == "text/html"
    assert [c.text for c in grid(document).cells] == ["Приказ", "май"]


@pytest.mark.parametrize(
    ("head", "score"),
    [
        ("<!DOCTYPE html><html>", 2),
        ("  <table><tr><td>", 2),
        ("<p>Приказ</p><table>", 2),
        ("<b>№</b>\t<b>Мероприятия</b>\n", 0),
        ("ПРИКАЗ\n<p>а</p>\t<p>б</p>", 0),
        ("<?xml version='1.0'?><office:document>", 0),
        ("<!-- saved -->\n<!-- from --><html>", 2),
        ("<!--a-->" * 300 + "текст", 0),
        ("%PDF-1.7", 0),
        ("", 0),
    ],
)
def test_claims(head: str, score: int) -> None:
    assert html.claims(head.encode(), "order.html") == score


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("<html><body>" + "<table><tr><td>" * 10_000, "вложены слишком глубоко"),
        ("<html><body>" + "<div>" * 100_000, "вложены слишком глубоко"),
    ],
)
def test_too_deep_pages_are_refused(tmp_path: Path, page: str, said: str) -> None:
    with pytest.raises(ParseError, match=said):
        read(tmp_path, page)


def test_too_many_cells_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_CELLS", 100)
    with pytest.raises(ParseError, match="слишком много ячеек"):
        read(tmp_path, "<table>" + "<tr><td>1<td>2" * 60)


@given(st.text(alphabet=st.sampled_from("<>/ptabledrhi =\"'&;1аб\n"), max_size=300))
@settings(max_examples=100, deadline=None)
def test_any_soup_is_read_or_refused(soup: str) -> None:
    try:
        document = html._document(f"<html><body>{soup}".encode())
    except ParseError:
        return
    assert document.source_chars >= 0

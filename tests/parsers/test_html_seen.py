"""HTML: a page whatever it begins with, text with tables in it, and of a page what its reader sees."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers.formats import html
from parsers.model import Grid
from parsers.registry import read_document

TABLE = "<table><tr><th>№<th>Мероприятие<th>Срок</tr><tr><td>1<td>Анализ итогов<td>май 2024</table>"


@pytest.mark.parametrize(
    "above",
    [
        "<style>td { color: red }</style>",
        "<script>var a = '<p>';</script>",
        "<link rel=stylesheet href=a.css>",
        "<base href=/>",
        "<br>",
        "<hr/>",
        "<form action=/>",
        "<header><h1>Сайт</h1></header>",
        "<a name=up></a>",
        "<img src=a.png>",
        "<input type=hidden value=1>",
        "<!-- " + "сохранено " * 9000 + "-->",
        "</div>",
        "Приказ управления образования\n<br>",
        "\ufeff  \n<font size=2>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_any_beginning(tmp_path: Path, above: str, encoding: str) -> None:
    path = tmp_path / "order.bin"
    path.write_bytes((above + TABLE).encode(encoding))
    document = read_document(path)
    (grid,) = (block for block in document.blocks if isinstance(block, Grid))
    assert [cell.text for cell in grid.cells][3:] == ["1", "Анализ итогов", "май 2024"]


@pytest.mark.parametrize(
    "text",
    [
        "<b>План</b>\n№\tМероприятие\tСрок\n1\tАнализ<br>итогов\tмай\n2\tСбор\tиюнь\n",
        "<p align=center>План</p>\n\n| № | Мероприятие | Срок |\n|---|---|---|\n| 1 | Анализ<br>итогов | май |\n",
        "План: 5 < 7, <б> и <в>\n",
    ],
)
def test_text_with_single_tags_stays_text(text: str) -> None:
    assert not html.claims(text.encode(), "order.md")


def test_markdown_with_tables_keeps_its_lines(tmp_path: Path) -> None:
    path = tmp_path / "order.md"
    path.write_text(f"# Приказ\n\nот 01.09.2023\n{TABLE}\n\nДиректор\n{TABLE}\n", encoding="utf-8")
    told = [(type(b).__name__, str(b.locator)) for b in read_document(path).blocks]
    assert told == [
        ("Paragraph", "строка 1"),
        ("Paragraph", "строка 3"),
        ("Grid", "таблица 1"),
        ("Paragraph", "строка 6"),
        ("Grid", "таблица 2"),
    ]


CSS = """<style>.off, #gone { display: none } .on { display: table-row } tr.off.on { display: table-row }
@media print { .seen { display: none } } @media screen { .screen { visibility: hidden } }
table.plan > tr .deep { display: none } .old { text-decoration: line-through } p:hover { display: none }
.off .more { display: block } </style>"""


@pytest.mark.parametrize(
    ("content", "seen", "why"),
    [
        ("<p class=off>нет</p><p>да</p>", ["да"], "скрытый текст"),
        ("<p id=gone>нет</p><p>да</p>", ["да"], "скрытый текст"),
        ("<p class=seen>да</p>", ["да"], None),
        ("<p class='a screen'>нет</p>", [], "скрытый текст"),
        ("<p class=off style='display: block'>да</p>", ["да"], None),
        ("<p hidden>нет</p><p>да</p>", ["да"], "скрытый текст"),
        ("<p>до <s>10 мая</s> 15 мая</p>", ["до 15 мая"], "зачёркнутый текст"),
        ("<p>до <del>10 мая</del><ins>15 мая</ins></p>", ["до 15 мая"], "зачёркнутый текст"),
        ("<p><span class=old>10 мая</span>15 мая</p>", ["15 мая"], "зачёркнутый текст"),
        ("<p style='text-decoration: underline line-through'>нет</p>", [], "зачёркнутый текст"),
        ("<s style='text-decoration: none'>да</s>", ["да"], None),
        ("<details><summary>Раздел</summary>Анализ</details>", ["Раздел", "Анализ"], None),
        ("<p><input value='Анализ'> <input type=hidden value=нет><input type=submit value=нет></p>", ["Анализ"], None),
        (
            "<p><input type=date value=2024-05-15></p><p><input type=month value=2024-05></p>",
            ["15.05.2024", "май 2024"],
            None,
        ),
        ("<p><textarea>Сбор заявок</textarea></p>", ["Сбор заявок"], None),
        ("<p><select><option>май<option selected>июнь</select><button>нет</button></p>", ["июнь"], None),
    ],
)
def test_what_a_reader_sees(content: str, seen: list[str], why: str | None) -> None:
    document = html._document(f"{CSS}<div>{content}</div>".encode())
    assert [line for block in document.blocks for line in block.text.split("\n")] == seen  # type: ignore[union-attr]
    assert [leftover.why for leftover in document.leftovers] == ([why] if why else [])


def test_rows_that_are_hidden_or_struck_out_are_told() -> None:
    rows = "<tr class=off><td>1<td>Нет<td>май<tr class='off on'><td>2<td>Да<td>май<tr class=old><td>3<td>Снято<td>май"
    document = html._document(f"{CSS}<table><tr><td>№<td>Что<td>Срок{rows}</table>".encode())
    (grid,) = (block for block in document.blocks if isinstance(block, Grid))
    assert [cell.text for cell in grid.cells if cell.text][3:] == ["2", "Да", "май"]
    assert {leftover.why for leftover in document.leftovers} == {"скрытая строка", "зачёркнутый текст"}


@pytest.mark.parametrize(
    "rows",
    [
        "<tr><td><b>№<td><b>Что<td><b>Срок<tr><td>1<td>Анализ<td>май",
        "<tr><td><font size=1><i>№</font><td><div>Что<td>Срок</tr><tr><td>1<td><span>Анализ<td>май",
        "<tr><td><b>№</b><td>Что<b><td>Срок</b></tr><tr><td><table><tr><td><b>1</table></b><td>Анализ<td>май",
    ],
)
def test_tags_left_open_in_a_cell_end_with_it(rows: str) -> None:
    assert [text for *_, text in table(rows)] == ["№", "Что", "Срок", "1", "Анализ", "май"]


def table(rows: str) -> list[tuple[int, int, str]]:
    document = html._document(f"<table>{rows}</table>".encode())
    (grid,) = (block for block in document.blocks if isinstance(block, Grid))
    return [(cell.row, cell.col, cell.text) for cell in grid.cells]

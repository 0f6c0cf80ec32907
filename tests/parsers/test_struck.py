"""What is struck out is no part of the order and is told, in ODT, Markdown and Excel's XML as in Word and PDF."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers.formats.text import read_text
from parsers.model import Document, Grid, Paragraph
from parsers.registry import read_document
from parsers.text.lost_text import STRUCK
from tests.parsers.test_odt import read as read_odt

STYLE = (
    '<style:style style:name="out" style:family="text"><style:text-properties '
    'style:text-line-through-style="solid"/></style:style><style:style style:name="in" style:family="text">'
    '<style:text-properties style:text-line-through-style="none" style:text-line-through-type="none"/></style:style>'
    '<style:style style:name="gone" style:family="paragraph"><style:text-properties '
    'style:text-line-through-type="double"/></style:style>'
)
ODT = {
    'Срок <text:span text:style-name="out">май </text:span>июнь': ("Срок июнь", ["май"]),
    '<text:span text:style-name="out">а<text:span text:style-name="in">б</text:span>в</text:span>': ("б", ["а", "в"]),
    '<text:span text:style-name="in">не зачёркнуто</text:span>': ("не зачёркнуто", []),
}
TEXTS = {
    "~~май~~ июнь 2024 г.": ("июнь 2024 г.", ["май"]),
    "Заседание ~~совета~~ рабочей группы": ("Заседание рабочей группы", ["совета"]),
    "Срок: <s>апрель</s> май, <del>школы</del> лицеи": ("Срок: май, лицеи", ["апрель", "школы"]),
    "Около ~ 20 школ ~ и ~~ всё": ("Около ~ 20 школ ~ и ~~ всё", []),
    "Черта ~~~~~~~~ внизу": ("Черта ~~~~~~~~ внизу", []),
}


def printed(document: Document) -> tuple[str, list[str]]:
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    return "\n".join(texts).strip(), [left.text for left in document.leftovers if left.why == STRUCK]


@pytest.mark.parametrize("body", ODT)
def test_odt(tmp_path: Path, body: str) -> None:
    document = read_odt(tmp_path, f"<text:p>{body}</text:p>", STYLE)
    assert printed(document) == ODT[body]
    assert [left.why for left in document.leftovers] == [STRUCK] * len(ODT[body][1])


def test_a_paragraph_of_odt_that_is_struck_out(tmp_path: Path) -> None:
    assert printed(read_odt(tmp_path, '<text:p text:style-name="gone">Отменено</text:p>', STYLE)) == ("", ["Отменено"])


@pytest.mark.parametrize("text", TEXTS)
def test_text(text: str) -> None:
    assert printed(read_text(text)) == TEXTS[text]


def test_cells_of_a_markdown_table() -> None:
    rows = [
        "| № | Мероприятие | Срок |",
        "|---|---|---|",
        "| 1 | ~~Поездка~~ Сбор | ~~май~~ июнь |",
        "| 2 | Отчёт | июль |",
    ]
    document = read_text("\n".join(rows))
    (grid,) = [block for block in document.blocks if isinstance(block, Grid)]
    assert [cell.text for cell in grid.cells][3:] == ["1", "Сбор", "июнь", "2", "Отчёт", "июль"]
    assert [(left.text, left.locator.line) for left in document.leftovers] == [("Поездка", 3), ("май", 3)]


SHEET = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:html="http://www.w3.org/TR/REC-html40" xmlns:x="urn:schemas-microsoft-com:office:excel"><Styles>
 <Style ss:ID="day"><NumberFormat ss:Format="Short Date"/></Style><Style ss:ID="until"><NumberFormat
 ss:Format="&quot;до &quot;dd\\.mm\\.yyyy"/></Style><Style ss:ID="out"><Font ss:StrikeThrough="1"/></Style></Styles>
<Worksheet ss:Name="План"><Table><Column/><Column/><Column ss:Hidden="1"/>
<Row><Cell ss:MergeAcross="4"><Data ss:Type="String">План на 2024 год</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">№</Data></Cell><Cell><Data ss:Type="String">Мероприятие</Data></Cell>
 <Cell ss:Index="4"><Data ss:Type="String">Срок</Data></Cell><Cell><Data ss:Type="String">Кто</Data></Cell></Row>
<Row><Cell><Data ss:Type="Number">1.1000000000000001</Data></Cell><Cell><Data ss:Type="String">Сбор</Data></Cell>
 <Cell><Data ss:Type="String">черновик</Data></Cell>
 <Cell ss:StyleID="day"><Data ss:Type="DateTime">2024-03-05T00:00:00.000</Data></Cell>
 <Cell ss:MergeDown="1"><Data ss:Type="String">Отдел</Data></Cell></Row>
<Row ss:Index="5"><Cell><Data ss:Type="Number">2</Data></Cell><Cell><ss:Data ss:Type="String"><html:S>Старый</html:S>
 Отчёт</ss:Data></Cell><Cell ss:Index="4" ss:StyleID="until"><Data ss:Type="DateTime">2024-05-01T00:00:00.000</Data>
 </Cell></Row>
<Row><Cell ss:StyleID="out"><Data ss:Type="Number">3</Data></Cell></Row>
<Row ss:Hidden="1"><Cell><Data ss:Type="Number">4</Data></Cell></Row></Table></Worksheet>
<Worksheet ss:Name="Архив"><Table><Row><Cell><Data ss:Type="String">старое</Data></Cell></Row></Table>
<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet></Workbook>
"""


@pytest.mark.parametrize("name", ["plan.xml", "plan.xls"])
def test_excel_of_2003_as_xml(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(SHEET, encoding="utf-8")
    document = read_document(tmp_path / name)
    (grid,) = [block for block in document.blocks if isinstance(block, Grid)]
    assert printed(document)[0] == "План на 2024 год"
    texts = [cell.text.strip() for cell in grid.cells if cell.text.strip()]
    assert texts == [
        "№",
        "Мероприятие",
        "Срок",
        "Кто",
        "1.1",
        "Сбор",
        "05.03.2024",
        "Отдел",
        "2",
        "Отчёт",
        "до 01.05.2024",
    ]
    left = [(item.text, item.why) for item in document.leftovers]
    assert left == [("черновик", "скрытый столбец"), ("Старый", STRUCK), ("3", STRUCK), ("4", "скрытая строка"),
                    ("старое", "скрытый лист")]  # fmt: skip

"""DOCX: one phenomenon of WordprocessingML a case, and what an analyst sees of it in Word."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from parsers.formats import docx
from parsers.model import Cell, Document, Grid, NoiseKind, Paragraph
from parsers.registry import read_document
from tests.support.docx_builder import NAMESPACES, R, cell, par, row, run, table, write

GRIDSPAN = '<w:gridSpan w:val="2"/>'
RESTART, CONTINUE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def read(tmp_path: Path, body: str, **parts: str) -> Document:
    return docx.read(write(tmp_path / "order.docx", body, **parts))


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def grid(document: Document) -> Grid:
    (found,) = (block for block in document.blocks if isinstance(block, Grid))
    return found


def shape(document: Document) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.col, c.row_span, c.col_span, c.text) for c in grid(document).cells]


@pytest.mark.parametrize(
    ("runs", "printed"),
    [
        pytest.param(run("май ") + run("2024"), "май 2024", id="runs are joined"),
        pytest.param("<w:r><w:t>  без preserve  </w:t></w:r>", "без preserve", id="outer blanks go without xml:space"),
        pytest.param(
            f"<w:ins>{run('ввели')}</w:ins><w:del>{run('убрали')}</w:del>", "ввели", id="tracked changes accepted"
        ),
        pytest.param(
            f"<w:moveFrom>{run('тут')}</w:moveFrom><w:moveTo>{run('там')}</w:moveTo>",
            "там",
            id="moved text stands at its end",
        ),
        pytest.param(run("видно") + run("скрыто", "<w:vanish/>"), "видно", id="hidden text"),
        pytest.param(run("видно", '<w:vanish w:val="0"/>'), "видно", id="hidden switched off"),
        pytest.param(
            "<w:r><w:t>ГИА</w:t><w:noBreakHyphen/><w:t>9</w:t></w:r>", "ГИА-9", id="hyphen that does not break"
        ),
        pytest.param(
            "<w:r><w:t>про</w:t><w:softHyphen/><w:t>ве\u00adдение</w:t></w:r>", "проведение", id="soft hyphens"
        ),
        pytest.param(
            "<w:r><w:t>а</w:t><w:br/><w:t>б</w:t><w:tab/><w:t>в</w:t></w:r>", "а\nб\tв", id="line break and tab"
        ),
        pytest.param('<w:r><w:sym w:font="Symbol" w:char="F0B7"/><w:t>пункт</w:t></w:r>', "•пункт", id="symbol"),
        pytest.param(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("01.02.2024")}'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
            "01.02.2024",
            id="field: its result",
        ),
        pytest.param(
            f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{run("не потерять")}',
            "не потерять",
            id="field that never ends",
        ),
        pytest.param(f'<w:fldSimple w:instr="PAGE">{run("3")}</w:fldSimple>', "3", id="simple field"),
        pytest.param(f'<w:hyperlink r:id="x">{run("ссылка")}</w:hyperlink>', "ссылка", id="hyperlink"),
        pytest.param(f"<w:smartTag>{run('Москва')}</w:smartTag>", "Москва", id="smart tag"),
        pytest.param(
            f"<w:sdt><w:sdtPr/><w:sdtContent>{run('выбор')}</w:sdtContent></w:sdt>", "выбор", id="content control"
        ),
        pytest.param(run("слово") + "<w:r><w:footnoteReference/></w:r>", "слово", id="mark of a footnote"),
        pytest.param("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>", "x=1", id="formula"),
        pytest.param("<w:r><w:t>а&#160;&amp; б</w:t></w:r>", "а\u00a0& б", id="no-break space is kept"),
    ],
)
def test_text_of_a_paragraph(tmp_path: Path, runs: str, printed: str) -> None:
    assert texts(read(tmp_path, par(runs))) == [printed]


def test_text_box_is_read_once_after_its_paragraph(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{par('УТВЕРЖДАЮ')}</w:txbxContent>"
    body = par(
        f"<w:r><mc:AlternateContent><mc:Choice><wps:txbx>{box}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><v:textbox>{box}</v:textbox></mc:Fallback></mc:AlternateContent><w:t>ПРИКАЗ</w:t></w:r>"
    )
    assert texts(read(tmp_path, body)) == ["ПРИКАЗ", "УТВЕРЖДАЮ"]


def test_old_text_box_without_alternative(tmp_path: Path) -> None:
    body = par(f"<w:r><w:pict><v:textbox><w:txbxContent>{par('штамп')}</w:txbxContent></v:textbox></w:pict></w:r>")
    assert texts(read(tmp_path, body)) == ["штамп"]


def test_deleted_paragraph_mark_joins_with_the_next(tmp_path: Path) -> None:
    body = par(run("Утвердить "), "<w:rPr><w:del/></w:rPr>") + par("план")
    assert texts(read(tmp_path, body)) == ["Утвердить план"]


def test_deleted_rows_and_cells_go(tmp_path: Path) -> None:
    body = table(row("1", "а"), row("2", "б", properties="<w:del/>"), row("3", cell("в", "<w:cellDel/>"), "г"))
    assert [text for *_, text in shape(read(tmp_path, body))] == ["1", "а", "3", "г"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            table(row(cell("1. Анализ", '<w:gridSpan w:val="3"/>')), row("1", "2", "3")),
            [(0, 0, 1, 3, "1. Анализ"), (1, 0, 1, 1, "1"), (1, 1, 1, 1, "2"), (1, 2, 1, 1, "3")],
            id="gridSpan",
        ),
        pytest.param(
            table(
                row("1", cell("РЦОИ", RESTART)),
                row("2", cell("", CONTINUE)),
                row("3", cell("", CONTINUE)),
                row("4", "ОО"),
            ),
            [
                (0, 0, 1, 1, "1"),
                (0, 1, 3, 1, "РЦОИ"),
                (1, 0, 1, 1, "2"),
                (2, 0, 1, 1, "3"),
                (3, 0, 1, 1, "4"),
                (3, 1, 1, 1, "ОО"),
            ],
            id="vMerge",
        ),
        pytest.param(
            table(row("1", cell("А", RESTART)), row("2", cell("", CONTINUE)), row("3", cell("Б", RESTART))),
            [(0, 0, 1, 1, "1"), (0, 1, 2, 1, "А"), (1, 0, 1, 1, "2"), (2, 0, 1, 1, "3"), (2, 1, 1, 1, "Б")],
            id="one merge under another",
        ),
        pytest.param(
            table(row("1", cell("а", CONTINUE)), row("2", "б")),
            [(0, 0, 1, 1, "1"), (0, 1, 1, 1, "а"), (1, 0, 1, 1, "2"), (1, 1, 1, 1, "б")],
            id="a merge that goes on from nothing",
        ),
        pytest.param(
            table(row(cell("а", '<w:hMerge w:val="restart"/>'), cell("", "<w:hMerge/>"), "б"), row("1", "2", "3")),
            [(0, 0, 1, 2, "а"), (0, 2, 1, 1, "б"), (1, 0, 1, 1, "1"), (1, 1, 1, 1, "2"), (1, 2, 1, 1, "3")],
            id="hMerge",
        ),
        pytest.param(
            table(row("1", "2", "3"), row("б", "в", properties='<w:gridBefore w:val="1"/>')),
            [(0, 0, 1, 1, "1"), (0, 1, 1, 1, "2"), (0, 2, 1, 1, "3"), (1, 1, 1, 1, "б"), (1, 2, 1, 1, "в")],
            id="gridBefore",
        ),
        pytest.param(
            table(row(cell("а", GRIDSPAN), "б"), row(cell("в", GRIDSPAN), "г")),
            [(0, 0, 1, 1, "а"), (0, 1, 1, 1, "б"), (1, 0, 1, 1, "в"), (1, 1, 1, 1, "г")],
            id="a span that no other row divides is no span",
        ),
        pytest.param(
            table(
                row("1", cell("2", GRIDSPAN), "3"),
                row(cell("4", GRIDSPAN), "5", "6"),
                widths=(1000, 60, 3000, 1000),
            ),
            [
                (0, 0, 1, 1, "1"),
                (0, 1, 1, 1, "2"),
                (0, 2, 1, 1, "3"),
                (1, 0, 1, 1, "4"),
                (1, 1, 1, 1, "5"),
                (1, 2, 1, 1, "6"),
            ],
            id="edges drawn a millimetre apart are one",
        ),
        pytest.param(
            table(row("1", "узкая", "3"), row(cell("4", GRIDSPAN), "6"), widths=(1000, 200, 3000)),
            [(0, 0, 1, 1, "1"), (0, 1, 1, 1, "узкая"), (0, 2, 1, 1, "3"), (1, 0, 1, 2, "4"), (1, 2, 1, 1, "6")],
            id="a narrow column with a cell of its own stays",
        ),
        pytest.param(
            table(f"<w:sdt><w:sdtContent>{row('1', '2')}</w:sdtContent></w:sdt>", row("3", "4")),
            [(0, 0, 1, 1, "1"), (0, 1, 1, 1, "2"), (1, 0, 1, 1, "3"), (1, 1, 1, 1, "4")],
            id="rows in a content control",
        ),
        pytest.param(
            table(row("1", f"<w:sdt><w:sdtContent>{cell('май')}</w:sdtContent></w:sdt>")),
            [(0, 0, 1, 1, "1"), (0, 1, 1, 1, "май")],
            id="a cell in a content control",
        ),
        pytest.param(
            table(row("1", cell(par("первое:") + par("- а") + par() + par("- б")))),
            [(0, 0, 1, 1, "1"), (0, 1, 1, 1, "первое:\n- а\n\n- б")],
            id="paragraphs of a cell are lines",
        ),
        pytest.param(
            table(row("1", cell(table(row("май", "школа"), row("июнь", "")) + par())), row("2", "б"), row("3", "в")),
            [
                (0, 0, 1, 1, "1"),
                (0, 1, 1, 1, "май школа\nиюнь"),
                (1, 0, 1, 1, "2"),
                (1, 1, 1, 1, "б"),
                (2, 0, 1, 1, "3"),
                (2, 1, 1, 1, "в"),
            ],
            id="a small table inside a cell becomes its lines",
        ),
    ],
)
def test_cells_of_a_table(tmp_path: Path, body: str, expected: list[tuple[int, int, int, int, str]]) -> None:
    assert shape(read(tmp_path, body)) == expected


OPEN_BELOW = '<w:tcBorders><w:bottom w:val="nil"/></w:tcBorders>'
OPEN_ABOVE = '<w:tcBorders><w:top w:val="nil"/></w:tcBorders>'


@pytest.mark.parametrize(
    ("lower", "spans"),
    [
        pytest.param(row("2", cell("", OPEN_ABOVE)), [1, 2, 1], id="no line between: merged"),
        pytest.param(row("2", cell("своё", OPEN_ABOVE)), [1, 1, 1, 1], id="a text of its own"),
        pytest.param(row("2", cell("")), [1, 1, 1, 1], id="a line from below"),
        pytest.param(row(cell("2", OPEN_ABOVE), cell("", OPEN_ABOVE)), [1, 1, 1, 1], id="a row without any line"),
    ],
)
def test_cells_merged_by_taking_the_line_away(tmp_path: Path, lower: str, spans: list[int]) -> None:
    body = table(row(cell("1", OPEN_BELOW), cell("РЦОИ", OPEN_BELOW)), lower)
    assert [c.row_span for c in grid(read(tmp_path, body)).cells] == spans


def test_layout_table_gives_the_table_in_it(tmp_path: Path) -> None:
    inner = table(*(row(str(number), "мероприятие", "май") for number in range(1, 6)))
    document = read(tmp_path, table(row("шапка", ""), row(cell(par("План") + inner + par()), "")) + par("подпись"))
    assert texts(document) == ["шапка", "План", "подпись"]
    assert (grid(document).rows, grid(document).cols) == (5, 3)


def test_one_column_table_is_text(tmp_path: Path) -> None:
    document = read(tmp_path, table(row("УТВЕРЖДЁН"), row("приказом")))
    assert texts(document) == ["УТВЕРЖДЁН", "приказом"]


def test_text_hidden_by_a_merge_is_told(tmp_path: Path) -> None:
    document = read(tmp_path, table(row("1", cell("РЦОИ", RESTART)), row("2", cell("не видно", CONTINUE))))
    assert [(item.text, item.why) for item in document.leftovers] == [("не видно", "текст скрыт объединением ячеек")]


def test_header_shading_and_bold(tmp_path: Path) -> None:
    shading = '<w:gridSpan w:val="2"/><w:shd w:val="clear" w:fill="D9D9D9"/>'
    body = table(
        row(cell(par(run("№", "<w:b/>"))), cell(par(run("Срок", "<w:b/>"))), properties="<w:tblHeader/>"),
        row(cell("1. Анализ", shading)),
        row(cell("1", '<w:shd w:val="clear" w:fill="auto"/>'), "май"),
    )
    found = grid(read(tmp_path, body))
    assert found.header_rows == 1
    assert found.spans_known
    assert [(c.text, c.bold, c.shaded) for c in found.cells] == [
        ("№", True, False),
        ("Срок", True, False),
        ("1. Анализ", False, True),
        ("1", False, False),
        ("май", False, False),
    ]


STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"/>'
    '<w:style w:type="paragraph" w:styleId="Head"><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Sub"><w:basedOn w:val="Head"/></w:style>'
    '<w:style w:type="character" w:styleId="Plain"><w:rPr><w:b w:val="0"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>'
)


@pytest.mark.parametrize(
    ("properties", "run_properties", "bold"),
    [
        ("", "", False),
        ('<w:pStyle w:val="Head"/>', "", True),
        ('<w:pStyle w:val="Sub"/>', "", True),
        ('<w:pStyle w:val="Sub"/>', '<w:b w:val="false"/>', False),
        ('<w:pStyle w:val="Sub"/>', '<w:rStyle w:val="Plain"/>', False),
        ('<w:pStyle w:val="Loop"/>', "", False),
        ('<w:pStyle w:val="missing"/>', "<w:b/>", True),
    ],
)
def test_bold_is_inherited_from_styles(tmp_path: Path, properties: str, run_properties: str, bold: bool) -> None:
    document = read(tmp_path, par(run("текст", run_properties), properties), styles=STYLES)
    assert [block.bold for block in document.blocks if isinstance(block, Paragraph)] == [bold]


def test_notes_and_page_headers_are_named_noise(tmp_path: Path) -> None:
    section = (
        '<w:sectPr><w:headerReference r:id="header" w:type="default"/><w:footerReference r:id="footer"/></w:sectPr>'
    )
    document = read(
        tmp_path,
        par("Приказ") + section,
        footnotes=f'<w:footnote w:type="separator">{par("---")}</w:footnote>'
        f"<w:footnote>{par('см. порядок')}</w:footnote>",
        header=par("Министерство"),
        footer=par("17"),
    )
    assert texts(document) == ["Приказ"]
    assert [(item.kind, item.text) for item in document.noise] == [
        (NoiseKind.PAGE_HEADER, "Министерство"),
        (NoiseKind.PAGE_NUMBER, "17"),
        (NoiseKind.FOOTNOTE, "см. порядок"),
    ]
    assert document.source_chars == len("ПриказМинистерство17см.порядок")


def test_header_of_the_first_page_alone_is_the_letterhead(tmp_path: Path) -> None:
    section = '<w:sectPr><w:headerReference r:id="header" w:type="first"/><w:titlePg/></w:sectPr>'
    document = read(tmp_path, par("ПРИКАЗ") + section, header=par("МИНИСТЕРСТВО ОБРАЗОВАНИЯ ТЫВЫ"))
    assert texts(document) == ["МИНИСТЕРСТВО ОБРАЗОВАНИЯ ТЫВЫ", "ПРИКАЗ"]
    assert document.noise == ()


BREAK = "<w:lastRenderedPageBreak/>"


def test_pages_where_word_left_its_marks(tmp_path: Path) -> None:
    body = (
        par("первая")
        + par(f"<w:r>{BREAK}<w:t>вторая</w:t></w:r>")
        + table(
            row(
                "1",
                cell(par(f"<w:r><w:t>начало</w:t>{BREAK}<w:t>конец</w:t></w:r>")),
                cell(par(f"<w:r><w:t>а</w:t>{BREAK}</w:r>")),
            ),
            row("2", "б", "в"),
        )
        + par("третья")
    )
    document = read(tmp_path, body)
    assert document.pages == 3
    assert [block.locator.page for block in document.blocks] == [1, 2, 2, 3]
    assert [c.locator.page for c in grid(document).cells] == [2, 2, 2, 3, 3, 3]


def test_no_pages_without_marks(tmp_path: Path) -> None:
    document = read(tmp_path, par("текст") + table(row("1", "2")))
    assert document.pages is None
    assert [str(c.locator) for c in grid(document).cells] == ["таблица 1, строка 1"] * 2


def test_rows_that_were_moved_stand_at_their_end(tmp_path: Path) -> None:
    mark = "<w:rPr><w:moveFrom/></w:rPr>"
    moved = [f"<w:tc>{par(f'<w:moveFrom>{run(text)}</w:moveFrom>', mark)}</w:tc>" for text in ("1", "Анализ")]
    put = [f"<w:tc>{par(f'<w:moveTo>{run(text)}</w:moveTo>')}</w:tc>" for text in ("1", "Анализ")]
    cells = grid(read(tmp_path, table(row(*moved), row("2", "Обучение"), row(*put)))).cells
    assert [c.text for c in cells if c.text] == ["2", "Обучение", "1", "Анализ"]


def test_an_embedded_page_is_read_and_another_document_named(tmp_path: Path) -> None:
    path = write(tmp_path / "order.docx", par("ПРИКАЗ") + '<w:altChunk r:id="page"/><w:altChunk r:id="other"/>')
    with zipfile.ZipFile(path, "a") as package:
        package.writestr("word/page.html", "<html><body><p>План мероприятий</p></body></html>")
        package.writestr("word/other.rtf", "{\\rtf1 text}")
    relations = "".join(
        f'<Relationship Id="{name}" Type="{R}/aFChunk" Target="{name}.{ending}"/>'
        for name, ending in (("page", "html"), ("other", "rtf"))
    )
    document = docx.read(with_relations(path, relations))
    assert texts(document) == ["ПРИКАЗ", "План мероприятий"]
    assert [leftover.why for leftover in document.leftovers] == ["вложенный документ (altChunk) не прочитан"]


def with_relations(path: Path, relations: str) -> Path:
    """The package once more, with these relations of its main part."""
    made = path.with_name("related.docx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/_rels/document.xml.rels":
                data = data.replace(b"</Relationships>", relations.encode() + b"</Relationships>")
            new.writestr(name, data)
    return made


@pytest.mark.parametrize("ending", ["docm", "dotx", "DOCX", "zip"])
def test_word_packages_are_told_by_their_parts(tmp_path: Path, ending: str) -> None:
    path = write(tmp_path / f"order.{ending}", par("ПРИКАЗ"))
    assert texts(read_document(path)) == ["ПРИКАЗ"]


def test_a_table_in_a_page_header_is_noise_of_the_page(tmp_path: Path) -> None:
    header = table(row("Министерство", "лист 3"))
    body = par("ПРИКАЗ") + '<w:sectPr><w:headerReference w:type="default" r:id="header"/></w:sectPr>'
    document = docx.read(write(tmp_path / "order.docx", body, header=header))
    assert [(noise.kind, noise.text.split()) for noise in document.noise] == [
        (NoiseKind.PAGE_HEADER, ["Министерство", "лист", "3"])
    ]
    assert texts(document) == ["ПРИКАЗ"]


def test_strict_ooxml(tmp_path: Path) -> None:
    strict = NAMESPACES.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    document = read(tmp_path, par("текст"), namespaces=strict)
    assert texts(document) == ["текст"]


def test_every_printed_character_is_in_a_block(tmp_path: Path) -> None:
    body = par("Приказ № 5") + table(row("1", cell("РЦОИ", RESTART)), row("2", cell("скрыто", CONTINUE)))
    document = read(tmp_path, body)
    kept = "".join(texts(document)) + "".join(c.text for c in grid(document).cells)
    assert document.source_chars == len("".join(kept.split())) + len("скрыто")


def test_cell_is_what_the_model_says(tmp_path: Path) -> None:
    first = grid(read(tmp_path, table(row("1", "2")))).cells[0]
    assert isinstance(first, Cell)
    assert (first.confidence, first.open_top, first.open_bottom) == (None, False, False)


def opened(tmp_path: Path, body: str) -> Document:
    write(tmp_path / "order.docx", body)
    return read_document(tmp_path / "order.docx")


@pytest.mark.parametrize("mark", ["<w:strike/>", "<w:dstrike/>", '<w:strike w:val="true"/>'])
def test_what_is_struck_out_is_no_text_but_is_told(tmp_path: Path, mark: str) -> None:
    struck = f"<w:r><w:rPr>{mark}</w:rPr><w:t>10 мая</w:t></w:r>"
    document = opened(tmp_path, f"<w:p>{run('до')}{struck}{run(': 15 мая')}</w:p><w:p>{struck}</w:p>")
    assert texts(document) == ["до: 15 мая"]
    assert [(one.text, one.why) for one in document.leftovers] == [("10 мая", "зачёркнутый текст")] * 2


def test_a_raised_number_is_the_mark_of_a_footnote(tmp_path: Path) -> None:
    mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>1</w:t></w:r>'
    document = opened(tmp_path, f"<w:p>{run('до мая 2024 года')}{mark}</w:p>")
    assert texts(document) == ["до мая 2024 года"]
    assert [one.text for one in document.noise] == ["¹"]

"""Orders with their findings in them: comments of a Word document, notes of a PDF, each at the words it is about."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path

import docx
import pypdfium2 as pdfium2
import pypdfium2.raw as pdfium
import pytest
from conftest import needs_program
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import RGBColor
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from ingest import api
from ingest.commands.application import app
from ingest.orders.load import LoadOptions
from ingest.outputs.pdf_notes import highlight
from ingest.outputs.quotes import find, squeezed
from ingest.outputs.remarks import PrintedCell, Remark
from ingest.outputs.word_comments import comment
from tests.support.invented_head import HEAD

ROWS = (
    ("№ п/п", "Мероприятия", "Сроки", "Ответственные"),
    ("1.1.", "Проведение анализа результатов ГИА", "октябрь 2024 года", "РЦОИ"),
    ("1.2.", "Обучение организаторов пунктов проведения экзаменов", "ноябрь 2023 года – май 2023 года", "РЦОИ"),
    ("1.3.", "Формирование состава предметных комиссий", "январь 2025 года", "Департамент образования"),
    ("1.5.", "Информирование участников о сроках экзаменов", "май 2025 года", "Департамент образования"),
)
REVERSED = "ноябрь 2023 года – май 2023 года"
runner = CliRunner()


def word(number: int) -> Document:
    """An order whose period 1.2 ends before it begins; its words stand in several runs, one of them red."""
    document = docx.Document()
    for text in HEAD:
        document.add_paragraph(text.format(number=number))
    table = document.add_table(rows=0, cols=4, style="Table Grid")
    for row in ROWS:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            if text == REVERSED:
                paragraph = cell.paragraphs[0]
                paragraph.add_run("ноябрь 2023 го")
                paragraph.add_run("да – май").font.color.rgb = RGBColor(255, 0, 0)
                paragraph.add_run(" 2023 года")
            else:
                cell.text = text
    return document


def text(number: int) -> str:
    """The same order as text with tabs."""
    lines = [line.format(number=number) for line in HEAD]
    return "\n".join([*lines, *("\t".join(row) for row in ROWS)]) + "\n"


def convert(source: Path, ending: str, folder: Path) -> Path:
    """The file as LibreOffice writes it."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", ending, "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=1200)
    return folder / f"{source.stem}.{ending}"


@pytest.fixture(scope="module")
def curated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Order 15 from DOCX, order 16 from text and, where LibreOffice is, order 17 from PDF."""
    folder = tmp_path_factory.mktemp("annotate")
    for number in (15, 17):
        word(number).save(str(folder / f"{number}.docx"))
    (folder / "16.txt").write_text(text(16), encoding="utf-8")
    files = [folder / "15.docx", folder / "16.txt"]
    if shutil.which("soffice"):
        files.append(convert(folder / "17.docx", "pdf", folder))
    report = api.load(files, folder / "curated", LoadOptions(jobs=1))
    assert [outcome.order_id for outcome in report.outcomes] == [f"35-2024-{path.stem}" for path in files]
    return folder / "curated"


@pytest.fixture(scope="module")
def written(curated: Path) -> Path:
    """Order 15 with comments."""
    path = curated.parent / "15 с замечаниями.docx"
    assert runner.invoke(app, ["annotate", "35-2024-15", str(path), "--curated", str(curated)]).exit_code == 0
    return path


def anchored(path: Path) -> dict[str, str]:
    """The words under each comment, by the comment's text."""
    document = docx.Document(str(path))
    words: dict[str, str] = {}
    active: set[str] = set()
    for element in document.element.body.iter():
        number = element.get(qn("w:id"))
        if element.tag == qn("w:commentRangeStart"):
            active.add(number)
            words[number] = ""
        elif element.tag == qn("w:commentRangeEnd"):
            active.discard(number)
        elif element.tag == qn("w:t"):
            words.update({key: words[key] + (element.text or "") for key in active})
    return {one.text: words[str(one.comment_id)] for one in document.comments}


def test_a_word_order_keeps_its_looks_and_gets_comments(written: Path, curated: Path) -> None:
    comments = anchored(written)
    (reversed_,) = (said for said in comments if "кончается раньше" in said)
    assert comments[reversed_] == REVERSED
    assert reversed_.startswith("Ошибка: ")
    assert "\nПредложение: ноябрь 202" in reversed_
    (skipped,) = (said for said in comments if "1.3." in said)
    assert comments[skipped] == "1.5."
    document, source = docx.Document(str(written)), docx.Document(str(curated.parent / "15.docx"))
    assert [p.text for p in document.paragraphs] == [p.text for p in source.paragraphs]
    assert cells(document) == cells(source) == [list(row) for row in ROWS]
    red = [run.text for run in document.tables[0].cell(2, 2).paragraphs[0].runs if run.font.color.rgb]
    assert red == ["да – май"]


def cells(document: Document) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in document.tables[0].rows]


@needs_program("soffice")
def test_libreoffice_keeps_the_comments(written: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(convert(written, "odt", tmp_path)) as package:
        content = package.read("content.xml").decode("utf-8")
    assert content.count("<office:annotation ") == len(docx.Document(str(written)).comments)
    assert "кончается раньше" in content


def test_an_order_of_text_is_rebuilt(curated: Path, tmp_path: Path) -> None:
    path = tmp_path / "16.docx"
    assert runner.invoke(app, ["annotate", "35-2024-16", str(path), "--curated", str(curated)]).exit_code == 0
    document = docx.Document(str(path))
    assert HEAD[3] in [paragraph.text for paragraph in document.paragraphs]
    assert [row[:4] for row in cells(document)][-4:] == [list(row) for row in ROWS[1:]]
    comments = anchored(path)
    assert [words for said, words in comments.items() if "кончается раньше" in said] == [REVERSED]


OTHER_WORD = {
    "macros": (b"wordprocessingml.document.main+xml", b"ms-word.document.macroEnabled.main+xml"),
    "strict": (b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"http://purl.oclc.org/ooxml/wordprocessingml/main"),
}  # fmt: skip
"""What makes a document one with macros or a strict one, in all parts of its package."""


@pytest.mark.parametrize("kind", OTHER_WORD)
def test_a_word_order_that_cannot_be_edited_is_rebuilt(tmp_path: Path, kind: str) -> None:
    """Documents with macros and strict ones: read all the same, written anew."""
    word(18).save(str(tmp_path / "plain.docx"))
    old, new = OTHER_WORD[kind]
    with zipfile.ZipFile(tmp_path / "plain.docx") as plain, zipfile.ZipFile(tmp_path / "18.docx", "w") as other:
        for name in plain.namelist():
            other.writestr(
                name,
                plain.read(name).replace(b"vnd.openxmlformats-officedocument." + old, b"vnd." + new).replace(old, new),
            )
    api.load([tmp_path / "18.docx"], tmp_path / "curated", LoadOptions(jobs=1))
    path = tmp_path / "out.docx"
    shown = runner.invoke(app, ["annotate", "35-2024-18", str(path), "--curated", str(tmp_path / "curated")])
    assert shown.exit_code == 0, shown.output
    assert [words for said, words in anchored(path).items() if "кончается раньше" in said] == [REVERSED]


@needs_program("tesseract")
@pytest.mark.parametrize("ending", ["docx", "pdf"])
def test_a_scan_is_rebuilt_or_gets_notes(scanned: tuple[Path, str], tmp_path: Path, ending: str) -> None:
    curated, order_id = scanned
    path = tmp_path / f"out.{ending}"
    shown = runner.invoke(app, ["annotate", order_id, str(path), "--curated", str(curated), "--min-severity", "info"])
    assert shown.exit_code == 0, shown.output
    said = [note[1] for note in notes_of(path.read_bytes())] if ending == "pdf" else list(anchored(path))
    assert any("январь 2021 года" in one for one in said)


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The scan of tests/orders, loaded, and its order_id."""
    curated = tmp_path_factory.mktemp("scan") / "curated"
    scan = Path(__file__).parents[1] / "orders" / "plan-head.scan.pdf"
    (outcome,) = api.load([scan], curated, LoadOptions(jobs=1)).outcomes
    return curated, str(outcome.order_id)


@pytest.mark.parametrize(
    ("order_id", "target", "code", "said"),
    [
        ("35-2024-16", "x.pdf", 2, "не из PDF"),
        ("35-2024-16", "x.txt", 2, ".docx или .pdf"),
        ("none", "x.docx", 2, "не приказ"),
        ("35-2024-16", "none/x.docx", 1, "нет такой папки"),
    ],
)
def test_what_cannot_be_written(
    curated: Path, tmp_path: Path, order_id: str, target: str, code: int, said: str
) -> None:
    shown = runner.invoke(app, ["annotate", order_id, str(tmp_path / target), "--curated", str(curated)])
    assert shown.exit_code == code
    assert said in " ".join(shown.stderr.replace("│", " ").split())


def table(*rows: Sequence[str]) -> Document:
    document = docx.Document()
    grid = document.add_table(rows=0, cols=len(rows[0]))
    for row in rows:
        for cell, words in zip(grid.add_row().cells, row, strict=True):
            cell.text = words
    return document


def remark(quote: str, *printed: str, section: str = "") -> Remark:
    return Remark("f", "error", "замечание", quote, tuple(map(PrintedCell, printed)), section)


@pytest.mark.parametrize(
    ("rows", "note", "words"),
    [
        ([("1.", "Сбор", "март"), ("2.", "Анализ", "март")], remark("март", "2.", "Анализ", "март"), "март"),
        ([("1.", "Сбор", "март"), ("2.", "Анализ", "")], remark("март", "2.", "Анализ"), "март"),
        ([("1.", "Сбор сведений в 2023 году", "")], remark("2023 году", "Сбор сведений в 2023 году"), "2023 году"),
        ([("1.", "Сбор сведений", "март")], remark("чего нет", "Сбор сведений"), "Сбор сведений"),
        ([("1.", "Первое. Второе", "")], remark("Второе", "Второе"), "Второе"),
        ([("Раздел 2023 года", "", ""), ("1.", "Сбор", "")], remark("Раздел 2023 года"), "Раздел 2023 года"),
    ],
    ids=["its own row", "a merged cell above", "within a cell", "the longest cell", "a part of a cell", "no row"],
)
def test_where_a_comment_stands(tmp_path: Path, rows: list[Sequence[str]], note: Remark, words: str) -> None:
    document = table(*rows)
    assert comment(document, [note]) == 1
    document.save(str(tmp_path / "x.docx"))
    assert anchored(tmp_path / "x.docx") == {"замечание": words}


def test_equal_rows_are_told_by_their_sections(tmp_path: Path) -> None:
    document = table(("Русский язык", ""), ("1.", "Сбор"), ("Математика", ""), ("1.", "Сбор"))
    comment(document, [remark("Сбор", "1.", "Сбор", section="Математика")])
    cell = document.tables[0].cell(3, 1)
    assert cell._tc.findall(f".//{qn('w:commentRangeStart')}")


def test_several_comments_on_the_same_words() -> None:
    document = table(("1.", "Сбор сведений в 2023 году"))
    notes = [remark("2023 году", "Сбор сведений в 2023 году"), remark("сведений", "Сбор сведений в 2023 году")] * 3
    assert comment(document, notes) == 6
    assert document.tables[0].cell(0, 1).text == "Сбор сведений в 2023 году"


def test_an_empty_document_takes_no_comments() -> None:
    assert comment(docx.Document(), [remark("март", "март")]) == 0


@pytest.mark.parametrize(
    ("printed", "quote", "found"),
    [
        ("Порядок  ГИА-\n9 в 2023\u00a0году", "ГИА-9 в 2023 году", "ГИА-\n9 в 2023\u00a0году"),
        ("пункты 12.6 и 2.6.", "2.6.", "2.6."),
        ("май 2016 г", "май 2016 г.", "май 2016 г"),
        ("в 20261 году", "2026", None),
        ("про-\nведение", "проведение", "про-\nведение"),
        ("орган​изации", "организации", "орган​изации"),
        ("Обучение организаторов ППЭ", "Обучение организат", "Обучение организат"),
        ("", "март", None),
        ("март", "—", None),
    ],
)
def test_quotes_are_found(printed: str, quote: str, found: str | None) -> None:
    place = find(printed, quote)
    assert (printed[place[0] : place[1]] if place else None) == found


@given(st.text(max_size=80), st.text(max_size=40), st.text(max_size=80))
def test_a_found_quote_reads_as_the_quote(before: str, quote: str, after: str) -> None:
    printed = f"{before} {quote} {after}"
    place = find(printed, quote)
    if place:
        assert squeezed(printed[place[0] : place[1]]) == squeezed(quote)


PAGE = """%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 600]/CropBox[50 20 380 580]/Rotate {turn}/Contents 4 0 R
/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj
4 0 obj<</Length 84>>stream
BT /F1 12 Tf 100 500 Td (March 2023) Tj 0 -200 Td (March 2023) Tj ET
endstream endobj
trailer<</Root 1 0 R>>
"""
SHOWN = {0: (40.0, 260.0, 200.0, 300.0), 90: (260.0, 40.0, 300.0, 200.0), 180: (130.0, 260.0, 290.0, 300.0)}
"""Where the second 'March 2023' (lower left corner 100, 300) is shown under each rotation of the page."""


def notes_of(content: bytes) -> list[tuple[int, str, list[float]]]:
    """(subtype, text, rectangle: left, bottom, right, top) of the annotations on the first page."""
    document = pdfium2.PdfDocument(content)
    page = document[0]
    found = []
    for number in range(pdfium.FPDFPage_GetAnnotCount(page)):
        note = pdfium.FPDFPage_GetAnnot(page, number)
        box, letters = pdfium.FS_RECTF(), (ctypes.c_ushort * 500)()
        pdfium.FPDFAnnot_GetRect(note, box)
        length = pdfium.FPDFAnnot_GetStringValue(note, b"Contents", letters, ctypes.sizeof(letters))
        said = bytes(letters)[: length - 2].decode("utf-16-le")
        found.append((pdfium.FPDFAnnot_GetSubtype(note), said, [box.left, box.bottom, box.right, box.top]))
        pdfium.FPDFPage_CloseAnnot(note)
    return found


@pytest.mark.parametrize("turn", sorted(SHOWN))
def test_a_highlight_lies_on_the_words_within_its_cell(tmp_path: Path, turn: int) -> None:
    """The same words stand twice on a cropped and turned page."""
    path = tmp_path / "page.pdf"
    path.write_bytes(PAGE.replace("{turn}", str(turn)).encode("ascii"))
    cell = PrintedCell("March\n2023", 1, SHOWN[turn])
    note = Remark("f", "error", "Ошибка: год", "March 2023", (cell,), page=1, bbox=SHOWN[turn])
    content, count = highlight(path, [note])
    ((subtype, said, (left, bottom, right, top)),) = notes_of(content)
    assert (subtype, said, count) == (pdfium.FPDF_ANNOT_HIGHLIGHT, "Ошибка: год", 1)
    assert 98 <= left <= 102
    assert 150 <= right <= 175
    assert 290 <= bottom <= 300
    assert 305 <= top <= 320


def test_a_cell_without_the_words_gets_a_frame(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(PAGE.replace("{turn}", "0").encode("ascii"))
    shown = Remark("f", "info", "К сведению", "нет", (PrintedCell("x", 1),), page=1, bbox=SHOWN[0])
    order = Remark("g", "warning", "О приказе", "№ 7")
    content, count = highlight(path, [shown, order])
    (frame, other) = notes_of(content)
    assert count == 2
    assert (frame[0], [round(side) for side in frame[2]]) == (pdfium.FPDF_ANNOT_SQUARE, [90, 280, 250, 320])
    assert other[1] == "О приказе"


@needs_program("soffice")
def test_a_pdf_order_gets_notes(curated: Path, tmp_path: Path) -> None:
    path = tmp_path / "17 с замечаниями.pdf"
    assert runner.invoke(app, ["annotate", "35-2024-17", str(path), "--curated", str(curated)]).exit_code == 0
    (found,) = (note for note in notes_of(path.read_bytes()) if "кончается раньше" in note[1])
    assert found[0] == pdfium.FPDF_ANNOT_HIGHLIGHT

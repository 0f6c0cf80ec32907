"""Suggestions as tracked changes of the order's own Word document: accepted, rejected, and all else left as it was."""

from __future__ import annotations

import zipfile
from datetime import datetime
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import docx
import pytest
from conftest import needs_program
from docx.document import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from ingest import api
from ingest.commands.application import app
from ingest.orders.load import LoadOptions
from ingest.outputs.remarks import PrintedCell, Remark
from ingest.outputs.untouched import with_original_parts
from ingest.outputs.word_changes import Change, track
from normalize.language.same_form import in_the_form_of
from tests.support.invented_head import HEAD
from tests.support.office_changes import decided
from tests.support.word_decided import decided_rows

PDF = Path(__file__).parents[1] / "orders" / "plan.pdf"
NOW = datetime(2026, 11, 30, 12, 0)
CAPTIONS = ("№ п/п", "Мероприятия", "Сроки", "Ответственные")
ROWS = (
    ("1.1.", "Проведение анализа результатов ГИА 2024 года", "октябрь 2024 года", "РЦОИ"),
    ("1.2.", "Обучение организаторов пунктов проведения экзаменов", "ноябрь 2024 года – май 2024 года", "РЦОИ"),
    ("1.3.", "Формирование состава конфликтной комиссии", "январь 2024 года", "Департамент образования"),
    ("1.4.", "Проведение итогового сочинения (изложения)", "11 декабря 2024 года", "Департамент образования"),
    ("1.5.", "Информирование участников о сроках экзаменов", "май 2025 года", "Департамент образования"),
)
ACCEPTED = {  # как должно стать, если принять всё: срок и название написаны до запуска программы
    "1.2.": (1, "Обучение организаторов пунктов проведения экзаменов", "ноябрь 2024 года – май 2025 года"),
    "1.3.": (1, "Формирование состава апелляционной комиссии", "январь 2025 года"),
    "1.4.": (1, "Проведение итогового сочинения (изложения)", "04.12.2024"),
}
runner = CliRunner()


def order() -> Document:
    """An order whose cells are cut into runs of several looks."""
    document = docx.Document()
    for text in HEAD:
        document.add_paragraph(text.format(number=61))
    table = document.add_table(rows=0, cols=4, style="Table Grid")
    for row in (CAPTIONS, *ROWS):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            for place in range(0, len(text), 9):
                cell.paragraphs[0].add_run(text[place : place + 9]).bold = place % 2 == 0 or None
    return document


def texts(path: Path) -> list[list[str]]:
    """The cells of the tables, and the paragraphs before them as rows of one."""
    document = docx.Document(str(path))
    rows = [[" ".join(cell.text.split()) for cell in row.cells] for table in document.tables for row in table.rows]
    return [[" ".join(one.text.split())] for one in document.paragraphs if one.text.strip()] + rows


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("changes")
    order().save(str(folder / "61.docx"))
    lines = [*(line.format(number=62) for line in HEAD), *("\t".join(row) for row in (CAPTIONS, *ROWS))]
    (folder / "62.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    api.load([folder / "61.docx", folder / "62.txt", PDF], folder / "curated", LoadOptions(jobs=1))
    target = folder / "61-правка.docx"
    told = runner.invoke(
        app, ["annotate", "35-2024-61", str(target), "--changes", "--curated", str(folder / "curated")]
    )
    assert told.exit_code == 0, told.output
    return target


@needs_program("soffice")
def test_libreoffice_accepts_and_rejects_all(changed: Path, tmp_path: Path) -> None:
    accepted, rejected = decided(changed, tmp_path)
    assert texts(rejected) == texts(changed.with_name("61.docx"))
    rows = {row[0]: row for row in texts(accepted) if len(row) == 4}
    for number, (_, activity, period) in ACCEPTED.items():
        assert rows[number][1:3] == [activity, period]
    for number in ("1.1.", "1.5."):
        assert rows[number] == list(next(row for row in ROWS if row[0] == number))


def test_what_is_not_changed_stays_byte_by_byte(changed: Path) -> None:
    with zipfile.ZipFile(changed.with_name("61.docx")) as before, zipfile.ZipFile(changed) as after:
        differing = {name for name in before.namelist() if before.read(name) != after.read(name)}
        assert differing <= {"word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}


def test_rejecting_leaves_the_very_runs_of_cells_that_were_not_touched(changed: Path) -> None:
    original, written = docx.Document(str(changed.with_name("61.docx"))), docx.Document(str(changed))
    for place in (0, 1, 5):
        assert original.tables[0].rows[place]._tr.xml == written.tables[0].rows[place]._tr.xml


def test_comments_stand_at_the_changes(changed: Path) -> None:
    document = docx.Document(str(changed))
    said = [one.text for one in document.comments]
    assert any("федеральным календарём" in text for text in said)
    body: Any = document.element.body
    assert {one.get(qn("w:author")) for one in body.iter(qn("w:ins"), qn("w:del"))} == {"dorkarta"}
    assert not [
        one for one in body.iter(qn("w:commentRangeStart")) if one.getparent().tag in (qn("w:ins"), qn("w:del"))
    ]


def test_only_what_was_accepted(changed: Path) -> None:
    curated, target = changed.with_name("curated"), changed.with_name("принятое.docx")
    with api.open(curated) as warehouse:
        found = api.find_findings(warehouse, check="federal_date")
    api.review([found[0]["finding_id"]], "accepted", "", curated)
    command = ["annotate", "35-2024-61", str(target), "--changes", "--accepted-only", "--curated", str(curated)]
    assert runner.invoke(app, command).exit_code == 0
    body: Any = docx.Document(str(target)).element.body
    inserted = ["".join(part.text or "" for part in one.iter(qn("w:t"))) for one in body.iter(qn("w:ins"))]
    assert "".join(inserted) == "04.12."


def test_what_was_accepted_and_put_right(changed: Path) -> None:
    """«Принять и исправить» leaves no finding, but a correction of the dates: it is a change too."""
    curated, target = changed.with_name("curated"), changed.with_name("исправленное.docx")
    with api.open(curated) as warehouse:
        found = api.find_findings(warehouse, places=["35-2024-61"], check="period_out_of_plan")
    api.review([found[0]["finding_id"]], "accepted", "", curated, apply=True)
    command = ["annotate", "35-2024-61", str(target), "--changes", "--accepted-only", "--curated", str(curated)]
    assert runner.invoke(app, command).exit_code == 0
    rows = {row[0]: row for row in decided_rows(docx.Document(str(target)), accept=True)}
    assert rows["1.3."][2] == "январь 2025 года"
    assert rows["1.2."][2] == "ноябрь 2024 года – май 2024 года"  # не принято


@pytest.mark.parametrize("path", ["правка.pdf"])
def test_changes_need_word(changed: Path, path: str) -> None:
    command = ["annotate", "35-2024-61", path, "--changes", "--curated", str(changed.with_name("curated"))]
    told = runner.invoke(app, command)
    assert told.exit_code == 2
    assert "только в .docx" in told.output


def test_a_pdf_is_rebuilt_with_changes(changed: Path) -> None:
    """Rejected, every row of the real order is as the PDF has it; accepted, what findings suggest stands there."""
    target = changed.with_name("пдф.docx")
    command = ["annotate", "34-2021-2268", str(target), "--changes", "--curated", str(changed.with_name("curated"))]
    assert runner.invoke(app, command).exit_code == 0
    document = docx.Document(str(target))
    with api.open(changed.with_name("curated")) as warehouse:
        printed = warehouse.execute(
            "SELECT activity, period_raw FROM items WHERE order_id = '34-2021-2268' ORDER BY seq"
        ).fetchall()
    rejected, accepted = (
        "".join("".join(cell.split()) for row in decided_rows(document, accept=choice) for cell in row)
        for choice in (False, True)
    )
    assert [row for row in printed if not all("".join((text or "").split()) in rejected for text in row)] == []
    assert accepted != rejected


def test_a_text_is_rebuilt_with_changes(changed: Path) -> None:
    target = changed.with_name("62.docx")
    command = ["annotate", "35-2024-62", str(target), "--changes", "--curated", str(changed.with_name("curated"))]
    assert runner.invoke(app, command).exit_code == 0
    accepted = [" ".join(text) for text in decided_rows(docx.Document(str(target)), accept=True)]
    assert any("ноябрь 2024 года – май 2025 года" in row for row in accepted)
    assert any("апелляционной комиссии" in row for row in accepted)


# --- one cell: what is printed (its runs parted by '|'), the quote, the new words, and what stands after «Принять» ---
CELLS = [
    ("ноябрь |2023 го|да", "ноябрь 2023 года", "ноябрь 2024 года", "ноябрь 2024 года"),
    ("до 31.12.2023", "31.12.2023", "31.12.2024", "до 31.12.2024"),
    ("1.8", "1.8", "1.8.", "1.8."),
    ("ИРОК МОУ ДПО ИМЦ", "ИРОК МОУ ДПО ИМЦ", "ИРОК, МОУ ДПО ИМЦ", "ИРОК, МОУ ДПО ИМЦ"),
    (
        "декабрь - |март 2025 года",
        "декабрь - март 2025 года",
        "декабрь 2024 года – март 2025 года",
        "декабрь 2024 года - март 2025 года",
    ),
    ("к ГИА к ГИА", "к ГИА к ГИА", "к ГИА", "к ГИА"),
    ("Рособнадзора", "Рособнадзора", "Рособрнадзора", "Рособрнадзора"),
    ("в 2023 году, в 2023 году", "2023 году", "2024 году", None),  # какой из двух, не видно
    ("в 2024 году", "2023 году", "2024 году", None),  # такого здесь не напечатано
]


@pytest.mark.parametrize(("printed", "quote", "wanted", "accepted"), CELLS, ids=[row[0] for row in CELLS])
def test_a_cell(printed: str, quote: str, wanted: str, accepted: str | None) -> None:
    document = _cell(printed.split("|"))
    tracked = track(document, [Change(_remark(printed.replace("|", ""), quote), wanted)], NOW)
    assert tracked.written == (accepted is not None,)
    assert tracked.comments == 1
    assert decided_rows(document, accept=True) == [[accepted or printed.replace("|", "")]]
    assert decided_rows(document, accept=False) == [[printed.replace("|", "")]]


def test_what_is_inserted_looks_like_what_it_replaces() -> None:
    document = _cell(["ноябрь ", "2023", " года"])
    document.tables[0].cell(0, 0).paragraphs[0].runs[1].bold = True
    track(document, [Change(_remark("ноябрь 2023 года", "ноябрь 2023 года"), "ноябрь 2024 года")], NOW)
    (inserted,) = document.element.body.iter(qn("w:ins"))
    assert inserted.find(f".//{qn('w:b')}") is not None
    assert "".join(text.text or "" for text in inserted.iter(qn("w:t"))) == "2024"


def test_fields_and_other_changes_are_left_alone() -> None:
    document = _cell(["ноябрь 2023 года"])
    change = Change(_remark("ноябрь 2023 года", "ноябрь 2023 года"), "ноябрь 2024 года")
    again = Change(_remark("ноябрь 2023 года", "ноябрь 2024 года"), "ноябрь 2025 года")
    assert track(document, [change, again], NOW).written == (True, False)
    assert decided_rows(document, accept=False) == [["ноябрь 2023 года"]]


words = st.lists(st.sampled_from(["ноябрь", "2023", "года", "–", "май", "г.", "до", "31.12"]), min_size=1, max_size=7)


@settings(deadline=None, max_examples=30)
@given(words, words, st.lists(st.integers(1, 30), max_size=6))
def test_any_words_in_any_runs(printed: list[str], wanted: list[str], cuts: list[int]) -> None:
    old, new = " ".join(printed), " ".join(wanted)
    places = sorted({0, *(cut for cut in cuts if cut < len(old)), len(old)})
    document = _cell([old[a:b] for a, b in pairwise(places)])
    tracked = track(document, [Change(_remark(old, old), new)], NOW)
    assert decided_rows(document, accept=False) == [[old]]
    assert decided_rows(document, accept=True) == [[new if tracked.written[0] else old]]


def test_original_parts_come_back() -> None:
    original, written = BytesIO(), BytesIO()
    document = docx.Document()
    document.save(original)
    document.add_paragraph("ещё")
    document.save(written)
    made = with_original_parts(original.getvalue(), written.getvalue())
    with zipfile.ZipFile(BytesIO(made)) as after, zipfile.ZipFile(original) as before:
        assert before.read("word/styles.xml") == after.read("word/styles.xml")
        assert before.read("word/document.xml") != after.read("word/document.xml")


@pytest.mark.parametrize(
    ("name", "printed", "expected"),
    [
        ("апелляционная комиссия", "конфликтной комиссии", "апелляционной комиссии"),
        ("апелляционная комиссия", "Конфликтных комиссий", "Апелляционных комиссий"),
        ("обучающиеся", "учащимся", "обучающимся"),
        (
            "образовательная организация высшего образования",
            "высших учебных заведений",
            "образовательных организаций высшего образования",
        ),
        (
            "участники образовательных отношений",
            "участниками образовательного процесса",
            "участниками образовательных отношений",
        ),
        ("образовательная организация", "образовательное учреждение", None),  # именительный или винительный
        ("Кемеровская область – Кузбасс", "Кемеровской области", None),
        ("Минпросвещения России (и Рособрнадзор)", "Минобрнауки России", None),
    ],
)
def test_a_term_in_its_case(name: str, printed: str, expected: str | None) -> None:
    assert in_the_form_of(name, printed) == expected


def _cell(runs: list[str]) -> Document:
    document = docx.Document()
    paragraph = document.add_table(rows=1, cols=1).cell(0, 0).paragraphs[0]
    for text in runs:
        paragraph.add_run(text)
    return document


def _remark(printed: str, quote: str) -> Remark:
    return Remark("check-1", "error", "почему", quote, (PrintedCell(printed),))

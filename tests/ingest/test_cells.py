"""Any cell of a row put right: words read anew, who and when kept, shown in history, Excel and Word, taken back."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from typer.testing import CliRunner

from ingest import api
from ingest.commands.application import app
from ingest.decisions.corrections import corrections_of
from tests.support.desk import TEXT_ORDER, desk
from warehouse.corpus import findings
from warehouse.corpus.reviews import read_corrections, record
from warehouse.errors import CorrectionError, UnknownColumnError, UnknownItemError, UnknownOrderError, UnknownPlaceError

ITEM = f"{TEXT_ORDER}.96227a78e5"
ROW = f"SELECT * FROM activities WHERE item_id = '{ITEM}'"
runner = CliRunner()


@pytest.fixture(scope="module", autouse=True)
def no_checks() -> Iterator[None]:
    """These tests build a warehouse many times and are about no check."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(findings, "checks", lambda: tuple(one for one in _ALL if one.name == "missing_period"))
        yield


_ALL = findings.checks()


@pytest.fixture
def curated(tmp_path: Path) -> Path:
    return Path(shutil.copytree(desk(), tmp_path / "curated"))


def row(curated: Path) -> dict[str, Any]:
    with api.open(curated) as connection:
        (found,) = connection.execute(ROW).to_arrow_table().to_pylist()
    return dict(found)


def test_every_cell(curated: Path) -> None:
    before = row(curated)
    asked = {
        "activity": "Обучение экспертов предметных комиссий",
        "number": "1.5",
        "section": "Обучение",
        "topic": "финанс",
        "exam": "оба",
        "responsibles": "КЦМКО, Иванов И.И.",
    }
    with api.open(curated) as connection:
        made = [one for name, value in asked.items() for one in corrections_of(connection, ITEM, name, value, "")]
    record(curated, made=made)
    api.correct(ITEM, "period", "ноябрь - декабрь 2023 года", "описка", curated, by="Иванова")
    after = row(curated)
    assert (after["activity"], after["number"], after["section"]) == tuple(list(asked.values())[:3])
    assert (after["topic"], after["exam"], after["period_raw"]) == ("finance", "both", "ноябрь - декабрь 2023 года")
    assert [str(after[name]) for name in ("effective_start", "effective_end")] == ["2023-11-01", "2023-12-31"]
    assert after["responsibles"][1] == "Иванов И.И."
    assert "центр мониторинга качества образования" in after["responsibles"][0]
    with api.open(curated) as connection:
        told = connection.execute("SELECT column_name, problem FROM corrections ORDER BY 1").fetchall()
    assert told == [(column, None) for column in sorted((*asked, "period"))]

    record(curated, withdrawn=[(ITEM, column) for column in asked])
    api.withdraw(ITEM, "period", curated, by="Петров")
    assert row(curated) == before
    shown = runner.invoke(app, ["history", TEXT_ORDER, "--curated", str(curated), "--format", "json"])
    events = json.loads(shown.stdout)
    assert [(one["action"], one["by"]) for one in events] == [
        ("loaded", ""),
        ("corrected", "Иванова"),
        ("withdrawn", "Петров"),
    ]
    assert events[1]["after"] == events[2]["before"] == "ноябрь - декабрь 2023 года"


def test_the_words_of_a_period_are_read_again_in_another_plan(curated: Path) -> None:
    api.correct(ITEM, "period", "март", "", curated)
    assert str(row(curated)["effective_start"]) == "2024-03-01"
    api.correct(TEXT_ORDER, "academic_year", "2024-2025", "", curated)
    assert str(row(curated)["effective_start"]) == "2025-03-01"


@pytest.mark.parametrize(
    ("target", "column", "value", "error"),
    [
        (f"{TEXT_ORDER}.0000000000", "activity", "x", UnknownItemError),
        ("нигде", "issuer", "x", UnknownOrderError),
        (ITEM, "topic", "погода", UnknownPlaceError),
        (ITEM, "exam", "ЕГЭ-12", CorrectionError),
        (ITEM, "sektion", "x", UnknownColumnError),
        (ITEM, "activity", "я" * 10_001, CorrectionError),
    ],
)
def test_what_can_not_be_put_right(target: str, column: str, value: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        api.correct(target, column, value, "", desk())
    assert read_corrections(desk()) == []


def test_workbook_and_word_carry_decisions_and_corrections(curated: Path, tmp_path: Path) -> None:
    api.correct(ITEM, "period", "май 2024 года", "перенесено", curated, by="Иванова")
    api.correct("42", "number", "3654-а", "описка", curated, by="Петров")
    for command in (["export", "a.xlsx"], ["annotate", "42", "a.docx"]):
        arguments = [*command[:-1], str(tmp_path / command[-1]), "--curated", str(curated)]
        assert runner.invoke(app, arguments).exit_code == 0
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    told = {cells[2]: cells[3:7] for cells in book["Исправления"].iter_rows(min_row=2, values_only=True)}
    assert told["number"] == ("3654", "3654-а", "описка", "Петров")
    assert told["period"][1:] == ("май 2024 года", "перенесено", "Иванова")
    comments = "\n".join(one.text for one in docx.Document(str(tmp_path / "a.docx")).comments)
    for words in ("Исправлено аналитиком: срок", "Стало: май 2024 года (Иванова, ", "Стало: 3654-а (Петров, "):
        assert words in comments


def test_a_decision_has_an_author(curated: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "sidorov")
    monkeypatch.setattr(findings, "checks", lambda: tuple(one for one in _ALL if one.name == "column_swap"))
    api.correct(TEXT_ORDER, "controller", "Иванов И.И.", "", curated)
    with api.open(curated) as connection:
        known = connection.execute("SELECT finding_id FROM findings ORDER BY 1").fetchall()
        assert connection.execute("SELECT made_by FROM corrections").fetchall() == [("sidorov",)]
    if known:
        api.review([known[0][0]], "accepted", "да", curated, by="Козлова")
        with api.open(curated) as connection:
            (decided,) = connection.execute("SELECT status, why, made_by FROM reviews").fetchall()
            assert decided == ("accepted", "да", "Козлова")
            (one,) = [
                found
                for found in api.find_findings(connection, severities=("info", "warning", "error"))
                if found["decided_by"]
            ]
            assert one["decided_why"] == "да"

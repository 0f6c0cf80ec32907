"""What is not there by the name given: exit code 2 and the nearest names, the same in every command."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from ingest.commands.application import app
from tests.support.desk import PDF_ORDER, TEXT_ORDER, desk

runner = CliRunner()
NEAR_ID = TEXT_ORDER[:-1] + "5"


def run(curated: Path, arguments: Sequence[str]) -> Result:
    return runner.invoke(app, [*arguments, "--curated", str(curated)])


@pytest.mark.parametrize(
    "command",
    [
        ["findings", "ORDER"],
        ["orders", "ORDER"],
        ["compare", "ORDER"],
        ["diff", "ORDER", PDF_ORDER],
        ["diff", PDF_ORDER, "ORDER"],
        ["lineage", "ORDER"],
        ["history", "ORDER"],
        ["export", "out.xlsx", "ORDER"],
        ["report", "out.html", "ORDER"],
        ["annotate", "ORDER", "out.docx"],
        ["remove", "ORDER"],
        ["correct", "ORDER", "signed_on", "2023-10-25"],
    ],
    ids=" ".join,
)
@pytest.mark.parametrize(
    ("order", "told"), [(NEAR_ID, f"возможно, {TEXT_ORDER}"), ("кемеровскся", "возможно, Кемеровская"), ("77", "77")]
)
def test_an_unknown_order(command: list[str], order: str, told: str) -> None:
    shown = run(desk(), [order if word == "ORDER" else word for word in command])
    assert shown.exit_code == 2
    assert told in shown.stderr
    assert shown.stdout == ""


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (["findings", "--check", "period_out"], "возможно, period_out_of_plan"),
        (["orders", "--year", "2031-2032"], "загружены за 2021-2022, 2023-2024"),
        (["orders", "--year", "весна"], "пишется так: 2024-2025"),
        (["orders", "--missing", "--year", "2031"], "загружены за 2021-2022, 2023-2024"),
        (["compare", "--year", "2031"], "загружены приказы за 2021-2022, 2023-2024"),
        (["compare", "--what", "calendr"], "возможно, calendar"),
        (["compare", "--topic", "погода"], "есть темы"),
        (["findings", "accept", "missing_period-0000000000"], "Замечания missing_period-0000000000 нет"),
        (["explain-match", f"{TEXT_ORDER}.96227a78e6", "b"], f"возможно, {TEXT_ORDER}.96227a78e5"),
        (["correct", f"{TEXT_ORDER}.96227a78e6", "topic", ""], f"возможно, {TEXT_ORDER}.96227a78e5"),
        (["correct", TEXT_ORDER, "signed", "x"], "возможно, signed_on"),
        (["findngs"], "возможно, findings"),
        (["findings", "--chek", "x"], "нет параметра --chek"),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, list) else "",
)
def test_an_unknown_name(command: list[str], told: str) -> None:
    shown = run(desk(), command)
    assert shown.exit_code == 2
    assert told in shown.stderr


@pytest.mark.parametrize("name", ["42", "кузбасс", "Кемеровской области", TEXT_ORDER])
@pytest.mark.parametrize("command", [["findings"], ["lineage"], ["history"]], ids=" ".join)
def test_an_order_by_what_it_is_called(command: list[str], name: str) -> None:
    shown = run(desk(), [*command, name, "--format", "json"])
    assert shown.exit_code == 0
    assert PDF_ORDER not in shown.stdout


@pytest.mark.parametrize(
    "command",
    [
        ["orders"],
        ["findings"],
        ["sql", "SELECT 1"],
        ["compare"],
        ["diff", "a", "b"],
        ["lineage", "a"],
        ["history", "a"],
        ["corrections"],
        ["correct", "a", "title", "b"],
        ["remove", "a"],
        ["export", "o.xlsx"],
        ["report", "o.html"],
        ["annotate", "a", "o.docx"],
        ["findings", "reopen", "a"],
        ["explain-match", "a", "b"],
    ],
    ids=" ".join,
)
def test_no_command_but_load_makes_a_warehouse(tmp_path: Path, command: list[str]) -> None:
    shown = run(tmp_path / "none", command)
    assert shown.exit_code == 2
    assert "dorkarta load" in shown.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_mistyped_folder_names_the_warehouse_beside(tmp_path: Path) -> None:
    (tmp_path / "curated" / "corpus").mkdir(parents=True)
    assert f"возможно, {tmp_path / 'curated'}" in run(tmp_path / "curatd", ["orders"]).stderr


@pytest.mark.parametrize(
    "command",
    [
        ["export", "plan.xls"],
        ["report", "plan.txt"],
        ["annotate", TEXT_ORDER, "plan.doc"],
        ["orders", "--out", "plan.xls"],
        ["sql", "SELECT 1", "--out", "plan"],
        ["findings", "--format", "xlsx", "--out", "plan.csv"],
        ["compare", "--format", "json", "--out", "plan.xlsx"],
    ],
    ids=" ".join,
)
def test_a_wrong_ending_is_refused(command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(desk(), command).exit_code == 2
    assert list(tmp_path.iterdir()) == []

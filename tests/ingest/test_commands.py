"""Every command as an analyst calls it: what it prints, where, and its exit code."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from click.testing import Result
from typer.testing import CliRunner

from ingest import api
from ingest.commands.application import app

RAW = Path(__file__).resolve().parents[2] / "data" / "raw"
ORDERS = (RAW / "kuzbass-2023-3654.txt", RAW / "hmao-nizhnevartovsk-2023-2117-904.txt")
runner = CliRunner()


@pytest.fixture(scope="module")
def curated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A warehouse of two orders that no test changes."""
    folder = tmp_path_factory.mktemp("commands") / "curated"
    api.load(ORDERS, folder)
    return folder


def run(*arguments: str | Path, given: str = "") -> Result:
    """Runs the command in this process."""
    return runner.invoke(app, [str(argument) for argument in arguments], input=given)


def commands() -> list[str]:
    """The names of all commands, those of groups as 'group command'."""
    root = typer.main.get_command(app)
    names = []
    for name, command in root.commands.items():
        inner = getattr(command, "commands", None)
        names += [f"{name} {sub}" for sub in inner] if inner else [name]
    return names


@pytest.mark.parametrize("command", commands())
def test_every_command_says_what_it_does_with_an_example(command: str) -> None:
    shown = run(*command.split(), "--help")
    assert shown.exit_code == 0
    assert f"dorkarta {command}" in shown.stdout, "an example"


def test_orders_as_a_table(curated: Path) -> None:
    shown = run("orders", "--curated", curated)
    assert shown.exit_code == 0
    for text in ("42-2023-3654", "25.10.2023", "город Нижневартовск"):
        assert text in shown.stdout


def test_orders_as_json_is_one_array_and_nothing_else(curated: Path) -> None:
    rows = json.loads(run("orders", "--curated", curated, "--format", "json").stdout)
    assert [row["number"] for row in rows] == ["3654", "2117-904"]
    assert rows[0]["signed_on"] == "2023-10-25"
    assert rows[0]["activities"] == 41


def test_missing_regions_are_all_but_the_two_loaded(curated: Path) -> None:
    rows = json.loads(run("orders", "--missing", "--curated", curated, "--format", "json").stdout)
    assert len(rows) == 87
    assert not {"42", "86"} & {row["region_code"] for row in rows}


def test_findings_are_worst_first_and_info_only_when_asked(curated: Path) -> None:
    shown = json.loads(run("findings", "--min-severity", "warning", "--curated", curated, "--format", "json").stdout)
    ranks = [{"error": 0, "warning": 1, "info": 2}[row["severity"]] for row in shown]
    assert ranks == sorted(ranks)
    assert set(ranks) == {0, 1}
    everything = json.loads(run("findings", "--curated", curated, "--format", "json").stdout)
    assert len(everything) > len(shown)


def test_findings_of_one_check_as_csv(curated: Path) -> None:
    shown = run("findings", "--check", "period_reversed", "--curated", curated, "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(shown.stdout)))
    assert [row["quote"] for row in rows] == ["ноябрь 2023 года – май 2023 года"]


def test_sql_counts(curated: Path) -> None:
    shown = run("sql", "SELECT count(*) AS n FROM activities", "--curated", curated, "--format", "json")
    (row,) = json.loads(shown.stdout)
    assert row["n"] > 70


def test_sql_with_two_columns_of_one_name(curated: Path) -> None:
    assert run("sql", "SELECT 1 AS a, 2 AS a", "--curated", curated, "--format", "csv").stdout == "a,a_2\n1,2\n"


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE items",
        "DELETE FROM items",
        "CREATE TABLE t AS SELECT 1",
        "COPY items TO 'out.csv'",
        "ATTACH 'x.duckdb'",
        "INSTALL httpfs",
        "SET memory_limit = '1GB'",
        "PRAGMA database_list",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT 1; SELECT 2",
        "SELECT getenv('HOME')",
        "SELEC 1",
    ],
)
def test_sql_refuses_everything_else_in_one_line(curated: Path, tmp_path: Path, statement: str) -> None:
    shown = run("sql", statement, "--curated", curated)
    assert shown.exit_code == 1
    assert shown.stdout == ""
    assert len(shown.stderr.strip().splitlines()) == 1


def test_a_folder_without_a_warehouse_says_how_to_load(tmp_path: Path) -> None:
    shown = run("orders", "--curated", tmp_path / "new")
    assert shown.exit_code == 2
    assert "dorkarta load" in shown.stderr


def test_load_of_a_missing_path_exits_with_1(tmp_path: Path) -> None:
    shown = run("load", tmp_path / "missing.docx", "--curated", tmp_path / "curated")
    assert shown.exit_code == 1
    assert "missing.docx" in shown.stderr


def test_wrong_usage_exits_with_2(tmp_path: Path) -> None:
    assert run("load", "--jobs", "none").exit_code == 2
    assert run("findings", "--min-severity", "huge", "--curated", tmp_path).exit_code == 2
    assert run("explain", "март", "--plan", "2024").exit_code == 2


def test_removing_an_unknown_order_says_so(curated: Path) -> None:
    shown = run("remove", "99-nowhere-2024-1", "--curated", curated)
    assert shown.exit_code == 2
    assert "не загружен" in shown.stderr


def test_explain_shows_both_readings_and_the_choice() -> None:
    shown = run("explain", "ноябрь - февраль 2024 года", "--plan", "2024-2025")
    for text in ("01.11.2024", "28.02.2025", "01.11.2023", "year_rollover"):
        assert text in shown.stdout


def test_normalize_period_answers_line_by_line() -> None:
    lines = [
        {"raw": "IV квартал 2024 г.", "plan_start": "2024-09-01", "plan_end": "2025-08-31"},
        {"raw": "по отдельному графику", "plan_start": None, "plan_end": None},
        {"raw": 5},
    ]
    given = "\n".join([json.dumps(line, ensure_ascii=False) for line in lines] + ["not json", "[]", ""])
    answers = [json.loads(line) for line in run("normalize", "period", given=given).stdout.splitlines()]
    assert len(answers) == 5
    (quarter,) = answers[0]["periods"]
    assert (quarter["kind"], quarter["start"], quarter["end"]) == ("quarter", "2024-10-01", "2024-12-31")
    assert answers[1]["periods"][0]["kind"] == "schedule"
    assert all("error" in answer for answer in answers[2:])


def test_normalize_responsible_reads_the_order_text() -> None:
    text = "Отделу общего образования (далее – ООО) обеспечить исполнение."
    line = json.dumps({"raw": "ООО, Петрова Н.В., руководители ОО", "order_text": text}, ensure_ascii=False)
    (answer,) = (json.loads(line) for line in run("normalize", "responsible", given=line).stdout.splitlines())
    kinds = [(one["mention"], one["kind"]) for one in answer["responsibles"]]
    assert kinds == [("ООО", "org"), ("Петрова Н.В.", "person"), ("руководители ОО", "role")]
    assert answer["responsibles"][0]["canonical"].casefold() == "отдел общего образования"


def test_doctor_names_the_optional_programs() -> None:
    shown = run("doctor")
    for program in ("tesseract", "LibreOffice", "antiword"):
        assert program in shown.stdout

"""What reaches a terminal: no traceback in any encoding, nothing that it obeys, ids whole, Russian words."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest
import typer
from click.testing import Result
from rich.console import Console
from typer.testing import CliRunner

from ingest.commands import printing
from ingest.commands.application import app
from ingest.commands.listings import Look, write_listing
from ingest.commands.russian import said
from ingest.commands.streams import TRANSCRIBED, safe_streams
from ingest.outputs.cleaned import cleaned, one_line
from ingest.outputs.labels import FLAGS, PERIOD_KINDS, YEAR_BASES
from ingest.outputs.listing import Listing
from ingest.outputs.period_rules import rule_in_words
from ingest.outputs.replaced import replace_file
from ingest.outputs.sheets import Column
from ingest.outputs.tabular import as_json

runner = CliRunner()
OBEYED = "\x1b]0;owned\x07\x9b2J\u202eтекст\u2066"


@pytest.mark.parametrize(
    ("text", "encoding", "shown"),
    [
        ("«Приказ» № 5 — от 1 → 2…", "cp866", '"Приказ" № 5 - от 1 -> 2...'),
        ("«Приказ» — 1 → 2", "cp1251", "«Приказ» — 1 -> 2"),
        ("Приказ № 5 «ёж»", "ascii", 'Prikaz No 5 "ezh"'),
        ("Проведе\ud83dние", "utf-8", "Проведе?ние"),
        ("│ 張 │", "cp866", "│ ? │"),
    ],
)
def test_what_an_encoding_lacks_is_transcribed(text: str, encoding: str, shown: str) -> None:
    safe_streams()
    assert text.encode(encoding, errors=TRANSCRIBED).decode(encoding) == shown


@pytest.mark.parametrize("encoding", ["cp866", "cp1251", "ascii"])
def test_a_command_under_a_narrow_encoding(encoding: str) -> None:
    environment = {**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "ingest", "explain", "ноябрь - февраль 2024 года", "--plan", "2024-2025"]
    ended = subprocess.run(command, env=environment, capture_output=True, timeout=600)
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert "28.02.2025" in ended.stdout.decode(encoding)


@pytest.mark.parametrize("clean", [cleaned, one_line])
def test_nothing_is_left_that_a_terminal_obeys(clean: object) -> None:
    assert callable(clean)
    shown = clean(OBEYED)
    assert shown == "\\x1b]0;owned\\x07\\x9b2J\\u202eтекст\\u2066"
    assert (one_line("а\nб"), cleaned("а\nб")) == ("а\\nб", "а\nб")


def test_tables_messages_and_json_are_cleaned(capsys: pytest.CaptureFixture[str]) -> None:
    listing = Listing(OBEYED, (Column("a", OBEYED),), [{"a": OBEYED}])
    for look in (Look.TABLE, Look.CSV, Look.HTML):
        write_listing(listing, look, None)
    printing.message(OBEYED)
    printing.failure(OBEYED)
    typer.echo(as_json([{"a": OBEYED}]))
    printed = capsys.readouterr()
    assert not set("\x1b\x07\x9b\u202e\u2066") & set(printed.out.replace(OBEYED, "", 3) + printed.err)


@pytest.mark.parametrize("width", [30, 60, 80, 120])
def test_ids_are_never_cut_or_broken(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = io.StringIO()
    monkeypatch.setenv("COLUMNS", str(width))
    monkeypatch.setattr(printing, "_console", lambda stderr=False: Console(file=shown, width=width, highlight=False))
    row = {"order_id": "86-nizhnevartovsk-2023-2117-904", "что": "слово " * 30, "id": "period_out_of_plan-414a35482a"}
    printing.print_table([row] * 2, {name: name for name in row}, title="42-novokuznetskii-2024-337 и 42-2023-3654")
    for whole in ("42-novokuznetskii-2024-337 и 42-2023-3654", row["order_id"], row["id"]):
        assert whole in shown.getvalue()


def bad(message: str) -> typer.BadParameter:
    return typer.BadParameter(message, param_hint="'--jobs'")


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (
            typer.BadParameter("Input should be a valid integer, unable to parse", param_hint="--jobs"),
            "--jobs: нужно число",
        ),
        (
            typer.BadParameter("Input should be greater than or equal to 1", param_hint="--jobs"),
            "нужно число не меньше 1",
        ),
        (
            typer.BadParameter("Input should be 'table' or 'csv'", param_hint="'--format'"),
            "--format: можно: table, csv",
        ),
        (bad("something new"), "--jobs: значение не подходит"),
        (bad("важность: info"), "--jobs: важность: info"),
    ],
)
def test_errors_of_usage_are_russian(error: Exception, told: str) -> None:
    assert said(error).endswith(told)


def helped(*words: str) -> Result:
    return runner.invoke(app, [*words, "--help"])


def test_help_is_russian() -> None:
    for words in ((), ("findings",), ("load",), ("normalize",), ("findings", "accept")):
        shown = helped(*words).stdout
        assert "Вызов:" in shown
        for english in (
            "Usage",
            "Options",
            "Arguments",
            "Commands",
            "Show this",
            "default:",
            "env var",
            "required",
            "<str",
            "<path",
        ):
            assert english not in shown


def test_version() -> None:
    assert runner.invoke(app, ["--version"]).stdout.startswith("dorkarta ")


@pytest.mark.parametrize(
    "rule", ["month_range", "quarter", "schedule_plan", "deadline_of_years", "unread", "brand_new"]
)
def test_rules_are_told_in_russian(rule: str) -> None:
    assert rule_in_words(rule).endswith(f" ({rule})")
    assert rule_in_words(rule)[0] in "абвгдежзиклмнопрстуфхцчшщэюя"


def test_explain_has_no_bare_codes() -> None:
    shown = runner.invoke(app, ["explain", "ноябрь - февраль 2024 года", "--plan", "2024-2025"]).stdout
    for words in (PERIOD_KINDS["range"], YEAR_BASES["explicit"], FLAGS["year_rollover"], "промежуток: месяц"):
        assert words in shown


def test_a_file_is_the_old_one_or_the_new_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "план.xlsx"
    target.write_bytes(b"old")
    (tmp_path / "link.xlsx").symlink_to(target)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", lambda descriptor: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        with pytest.raises(OSError, match="No space"):
            replace_file(target, b"new")
    assert target.read_bytes() == b"old"
    replace_file(tmp_path / "link.xlsx", b"new")
    assert target.read_bytes() == b"new"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.xlsx", "план.xlsx"]
    assert (tmp_path / "link.xlsx").is_symlink()

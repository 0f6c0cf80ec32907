"""No code and no configuration comes from the folder that a command is started in."""

from __future__ import annotations

import os
import subprocess
import sys
import urllib.parse
from pathlib import Path

import pytest

from parsers.programs import find_program
from tests.support.workbench import served, visitor
from warehouse.processes import child_environment, leave_current_folder, python_command

ROOT = Path(__file__).parents[2]
ORDER = ROOT / "tests" / "orders" / "plan.txt"
COMMAND = Path(sys.executable).with_name("dorkarta.exe" if sys.platform == "win32" else "dorkarta")
PLANTED = (
    *(
        "psutil",
        "duckdb",
        "pyarrow",
        "numpy",
        "lxml",
        "natasha",
        "yaml",
        "typer",
        "rich",
        "uvicorn",
        "marimo",
    ),
    *(
        "random",
        "struct",
        "tempfile",
        "pickle",
        "sitecustomize",
        "usercustomize",
        "multiprocessing",
        "ingest",
        "parsers",
    ),
)


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    """A folder whose every module, program and configuration says that it was used."""
    folder = tmp_path / "trap"
    folder.mkdir()
    caught = f"open({str(tmp_path / 'caught')!r}, 'a').write(__file__ + '\\n')\n"
    for name in PLANTED:
        (folder / f"{name}.py").write_text(caught, encoding="utf-8")
    for name in ("tesseract", "soffice", "antiword"):
        program = folder / name
        program.write_text(f"#!/bin/sh\necho {name} >> {tmp_path / 'caught'}\n", encoding="utf-8")
        program.chmod(0o755)
    (folder / ".env").write_text("DORKARTA_CAUGHT=1\n", encoding="utf-8")
    theme = 'theme = "dark"\n'
    (folder / ".marimo.toml").write_text(f"[display]\n{theme}[runtime]\npythonpath = ['.']\n", encoding="utf-8")
    (folder / "pyproject.toml").write_text(
        f"[tool.marimo.display]\n{theme}[tool.marimo.runtime]\npythonpath = ['.']\n", encoding="utf-8"
    )
    return folder


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PATH": f".{os.pathsep}{os.environ['PATH']}", **more}


def caught(trap: Path) -> list[str]:
    path = trap.with_name("caught")
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def test_commands_and_their_children_run_nothing_of_it(trap: Path) -> None:
    """Reading in worker processes, SQL in a child, programs looked for."""
    curated = trap.with_name("curated")
    for arguments in (["load", str(ORDER)], ["sql", "SELECT 1"], ["doctor"]):
        command = [COMMAND, *arguments, "--curated", curated]
        done = subprocess.run(command, cwd=trap, env=environment(), capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    assert caught(trap) == []


def test_the_workbench_is_not_configured_by_it(trap: Path) -> None:
    with served([COMMAND], trap.with_name("curated"), trap, environment()) as address:
        browser = visitor()
        for page in (address, urllib.parse.urljoin(address, "/orders/")):
            with browser.open(page, timeout=1200) as answer:
                said = answer.read()
    assert b'"theme": "dark"' not in said
    assert caught(trap) == []


def test_python_dash_m_leaves_the_folder(trap: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(trap)
    monkeypatch.setattr(sys, "path", ["", str(trap), *sys.path])
    leave_current_folder()
    assert "" not in sys.path
    assert str(trap) not in sys.path


def test_a_child_finds_modules_where_its_parent_does(trap: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(trap)
    monkeypatch.setattr(sys, "path", [str(trap), *sys.path])
    given = child_environment()
    assert str(trap) not in given["PYTHONPATH"].split(os.pathsep)
    assert "-P" in python_command("warehouse.reading.confined")


@pytest.mark.skipif(sys.platform == "win32", reason="programs have endings there")
def test_programs_are_absolute(trap: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(trap)
    monkeypatch.setenv("PATH", f".{os.pathsep}{os.pathsep}bin")
    assert find_program("tesseract", "soffice") is None
    monkeypatch.setenv("PATH", f".{os.pathsep}{trap}")
    assert find_program("no-such", "soffice") == str(trap / "soffice")

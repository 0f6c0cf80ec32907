"""The notebooks run as scripts, without a browser: on a loaded warehouse and on an empty one."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path

import pytest

from ingest.pages.navigation import NOTEBOOKS
from ingest.questions.place import CURATED_VARIABLE
from tests.support.desk import ROOT, desk

NAMES = [page.name for page in NOTEBOOKS]


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_runs_on_a_loaded_warehouse(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CURATED_VARIABLE, str(desk()))
    outputs, _ = importlib.import_module(f"notebooks.{name}").app.run()
    assert any(output is not None for output in outputs)


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_runs_on_an_empty_warehouse(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CURATED_VARIABLE, str(tmp_path / "curated"))
    outputs, _ = importlib.import_module(f"notebooks.{name}").app.run()
    assert any(output is not None for output in outputs)


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_says_why_a_warehouse_cannot_be_read(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "curated").mkdir()
    (tmp_path / "curated" / "generation.json").write_text("{}", encoding="utf-8")
    monkeypatch.setenv(CURATED_VARIABLE, str(tmp_path / "curated"))
    outputs, _ = importlib.import_module(f"notebooks.{name}").app.run()
    shown = [output for output in outputs if output is not None]
    assert len(shown) == 1
    assert 'role="alert"' in shown[0].text


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_imports_only_the_pages(name: str) -> None:
    tree = ast.parse((ROOT / "notebooks" / f"{name}.py").read_text(encoding="utf-8"))
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert modules <= {"ingest", "ingest.pages", "ingest.orders.uploads"}


def test_every_notebook_is_linked() -> None:
    assert sorted(NAMES) == sorted(path.stem for path in (ROOT / "notebooks").glob("*.py"))

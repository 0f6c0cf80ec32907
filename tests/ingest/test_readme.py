"""Every command that README.md shows runs against a fresh warehouse of the five orders; README.ru.md shows the same."""

from __future__ import annotations

import importlib.util
import re
import shlex
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ingest.commands.application import app
from tests.support.gold_warehouse import gold_warehouse

ROOT = Path(__file__).parents[2]
README, RUSSIAN = ROOT / "README.md", ROOT / "README.ru.md"
WRITES = ("load", "watch", "remove", "correct", "accept", "dismiss", "reopen")
runner = CliRunner()


def commands(readme: Path) -> list[list[str]]:
    """The commands of dorkarta in the indented blocks and in `code`, a statement of SQL over its lines."""
    text = readme.read_text(encoding="utf-8")
    blocks = re.findall(r"^    \.venv/bin/dorkarta ((?:[^\"\n]|\"[^\"]*\")+)$", text, re.MULTILINE)
    inline = re.findall(r"`(?:\.venv/bin/)?dorkarta ((?:[^`\"]|\"[^\"]*\")+)`", text)
    return [words for one in (*blocks, *inline) if (words := shlex.split(one, comments=True)) and _whole(words)]


def _whole(words: list[str]) -> bool:
    """A command that can be run as it stands: `compare --what <name>` and `app`, which serves, can't."""
    if words == ["sql"] or words[0] == "app":
        return False
    return not any(re.search(r"[<>…]|^[A-Z_]+$|\.\.\.", word) for word in words if word != ">")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as of one who follows the README: the orders, a downloaded one, two pictures, a warehouse."""
    place = tmp_path_factory.mktemp("readme")
    (place / "Downloads").mkdir()
    shutil.copyfile(ROOT / "tests" / "orders" / "plan.docx", place / "Downloads" / "приказ.docx")
    shutil.copyfile(ROOT / "tests" / "orders" / "plan.pdf", place / "приказ.pdf")
    shutil.copytree(gold_warehouse()[0], place / "data" / "curated")
    return place


OF_PHOTOS = "стр1.jpg"
"""Pages of an order as pictures: tests/ingest/test_several_files.py loads them."""


@pytest.mark.parametrize("words", [one for one in commands(README) if OF_PHOTOS not in one], ids=" ".join)
def test_a_command_of_the_readme(words: list[str], folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    if set(words) & set(WRITES):
        shutil.copytree(folder / "data" / "curated", folder / "written", dirs_exist_ok=True)
        monkeypatch.setenv("DORKARTA_CURATED", str(folder / "written"))
    if ">" in words:
        words = words[: words.index(">")]
    shown = runner.invoke(app, words)
    assert shown.exit_code in ((0, 1) if words[0] == "diff" else (0,)), shown.stderr
    assert words[0] in ("load",) or shown.stdout or shown.stderr


def test_the_programs_that_the_readme_names_are_there() -> None:
    named = re.findall(r"python -m (benchmarks\.\w+)", README.read_text(encoding="utf-8"))
    assert named
    for name in named:
        source = importlib.util.find_spec(name)
        assert source is not None
        assert "__main__" in Path(str(source.origin)).read_text(encoding="utf-8"), f"{name} runs nothing"


def test_both_readmes_show_the_same_commands() -> None:
    assert commands(RUSSIAN) == commands(README)


def test_both_readmes_name_the_same_figures() -> None:
    both = [sorted(re.findall(r"\d+(?:[.,]\d+)?", _plain(path))) for path in (README, RUSSIAN)]
    assert both[0] == both[1]


def _plain(path: Path) -> str:
    """Without blocks and code, decimals with a point."""
    text = re.sub(r"^    .*$|`[^`]*`", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return re.sub(r"(\d),(\d\d)\b(?!\d)", r"\1.\2", text)

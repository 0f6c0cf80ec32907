"""The built wheel, installed alone outside of the checkout: what a user of `pip install` gets."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import urllib.parse
import urllib.request
import venv
import zipfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.support.workbench import served, visitor

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("dorkarta", "ingest", "parsers", "normalize", "warehouse", "notebooks")
LEFT_OUT = {"__pycache__", "__marimo__"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy of the sources: the checkout stays as it is."""
    source, out = (tmp_path_factory.mktemp(name) for name in ("source", "dist"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy2(ROOT / name, source / name)
    for name in PACKAGES:
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns(*LEFT_OUT))
    build = ["wheel", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(out), str(source)]
    subprocess.run([sys.executable, "-m", "pip", "-q", *build], check=True, timeout=200)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def home(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh venv with the wheel alone in it; what it depends on is seen where it is installed already."""
    folder = tmp_path_factory.mktemp("fresh")
    venv.create(folder, with_pip=False)
    pip = [sys.executable, "-m", "pip", "--python", str(interpreter(folder)), "-q", "install"]
    subprocess.run([*pip, "--no-deps", "--no-index", str(wheel)], check=True, timeout=200)
    own = Path(sysconfig.get_path("purelib", vars={"base": str(folder)}))
    (own / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return folder


def interpreter(home: Path) -> Path:
    """The Python of a venv."""
    return home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def script(home: Path) -> Path:
    """The command that the wheel brings."""
    return home / ("Scripts/dorkarta.exe" if os.name == "nt" else "bin/dorkarta")


def run(home: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Runs the installed command in an empty folder."""
    command = [str(script(home)), *map(str, arguments)]
    empty = home / "empty"
    empty.mkdir(exist_ok=True)
    return subprocess.run(command, capture_output=True, encoding="utf-8", cwd=empty, timeout=200, check=False)


def test_the_wheel_holds_every_file_of_the_packages(wheel: Path) -> None:
    sources = {
        path.relative_to(ROOT).as_posix()
        for name in PACKAGES
        for path in (ROOT / name).rglob("*")
        if path.is_file() and LEFT_OUT.isdisjoint(path.parts)
    }
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert held == sources


def test_import_dorkarta_from_the_wheel(home: Path) -> None:
    told = (
        "import sys, dorkarta; lazy = 'ingest.api' not in sys.modules; import ingest.api as api\n"
        "assert lazy and all(getattr(dorkarta, n) is getattr(api, n) for n in api.__all__)\n"
        "assert {*api.__all__, '__version__'} <= set(dir(dorkarta)) & set(dorkarta.__all__)\n"
        "assert not hasattr(dorkarta, 'no_such_name')\n"
        "print(dorkarta.__version__, dorkarta.__file__, api.__file__, sep='\\n')"
    )
    shown = subprocess.run(
        [interpreter(home), "-P", "-c", told], capture_output=True, text=True, timeout=100, check=True, cwd=home
    )
    number, *places = shown.stdout.splitlines()
    assert number == version("dorkarta")
    assert all(Path(place).is_relative_to(home) for place in places)


def test_version(home: Path) -> None:
    assert run(home, "--version").stdout == f"dorkarta {version('dorkarta')}\n"


def test_load_and_findings(home: Path) -> None:
    curated = home / "curated"
    loaded = run(home, "load", ROOT / "tests" / "orders" / "plan.docx", "--curated", curated, "--jobs", "1")
    assert loaded.returncode == 0, loaded.stderr
    assert "34-2021-2268" in run(home, "orders", "--curated", curated, "--format", "json").stdout


@pytest.fixture
def workbench(home: Path) -> Iterator[str]:
    """The address that the installed `dorkarta app` serves."""
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"}
    with served([script(home)], home / "curated", home, environment) as address:
        yield address


def test_app(workbench: str) -> None:
    browser = visitor()
    for page, words in ((workbench, "dorkarta"), (urllib.parse.urljoin(workbench, "/orders/"), "marimo")):
        with browser.open(page, timeout=100) as answer:
            assert words in answer.read().decode("utf-8"), page

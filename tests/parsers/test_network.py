"""Nothing that a file links is fetched, in any format that an outside program converts; each of three means holds."""

from __future__ import annotations

import http.server
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from parsers import sandbox
from parsers.formats.office import convert
from parsers.formats.office.links import without_links

CASES = Path(__file__).parents[1] / "cases" / "hostile"
PORT = 9911
ADDRESS = f"http://127.0.0.1:{PORT}"
FIELD = (
    r'{\field{\*\fldinst INCLUDEPICTURE "%s/a.png" \\d}{\fldrslt before}}{\field{\*\fldinst INCLUDETEXT "%s/b.rtf"}}'
)
SHAPE = r"{\shp{\*\shpinst{\sp{\sn shapeType}{\sv 75}}{\sp{\sn pibName}{\sv %s/c.png}}{\sp{\sn pibFlags}{\sv 10}}}}"
needs_office = pytest.mark.skipif(convert.office() is None, reason="LibreOffice is not installed")


@pytest.fixture
def heard() -> Iterator[list[str]]:
    """The requests that reach the address which the files link."""
    requests: list[str] = []

    class Listener(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            requests.append(f"{self.command} {self.path}")
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_POST = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", PORT), Listener) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield requests
        server.shutdown()


def rtf(folder: Path) -> Path:
    path = folder / "linked.rtf"
    path.write_text(r"{\rtf1\ansi Text " + (FIELD + SHAPE).replace("%s", ADDRESS) + r"\par}", encoding="ascii")
    return path


@needs_office
@pytest.mark.parametrize(("kind", "ending"), [("doc", "docx"), ("rtf", "docx"), ("xls", "xlsx")])
@pytest.mark.parametrize("left_out", ["the network is there", "links are left in"])
def test_nobody_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, heard: list[str], kind: str, ending: str, left_out: str
) -> None:
    """With one of the means taken away, the others suffice; the network is never withheld here."""
    monkeypatch.setattr(sandbox, "without_network", lambda: ())
    if left_out == "links are left in":
        monkeypatch.setattr(convert, "without_links", lambda data: data)
    else:
        monkeypatch.setattr(convert, "PROFILE", tmp_path / "none.xcu")
        (tmp_path / "none.xcu").write_bytes(_EMPTY_PROFILE)
    path = rtf(tmp_path) if kind == "rtf" else CASES / f"linked.{kind}"
    with convert.converted(path, ending, f".{kind}") as made:
        assert made.stat().st_size > 0
    assert heard == []


_EMPTY_PROFILE = b'<?xml version="1.0"?><oor:items xmlns:oor="http://openoffice.org/2001/registry"/>'
CONNECT = "import socket, sys; socket.create_connection(('127.0.0.1', int(sys.argv[1])), 5)"


@pytest.mark.skipif(not sandbox.without_network(), reason="this system cannot withhold the network")
def test_a_program_has_no_network(heard: list[str]) -> None:
    command = [sys.executable, "-c", CONNECT, str(PORT)]
    assert subprocess.run(command, check=False).returncode == 0
    withheld = subprocess.run([*sandbox.without_network(), *command], capture_output=True, check=False)
    assert withheld.returncode != 0
    assert b"OSError" in withheld.stderr or b"Error" in withheld.stderr


def test_converters_are_started_without_network(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sandbox, "without_network", lambda: (sys.executable, "-c", "print('withheld')"))
    assert convert.run([sys.executable, "-c", "print('at large')"], "x").strip() == b"withheld"


def test_links_are_cut_and_no_byte_moves() -> None:
    whole = (CASES / "linked.doc").read_bytes()
    cut = without_links(whole)
    assert len(cut) == len(whole)
    assert b"http://127" not in cut
    assert b"INCLUDEPICTURE" not in cut
    assert "INCLUDEPICTURE".encode("utf-16-le") not in cut


@pytest.mark.parametrize(
    "text",
    [
        "\rСайт http://fipi.ru и файл \\\\сервер\\папка\r".encode("utf-16-le"),
        b"\rSite http://fipi.ru\r",
        "{\\rtf1 Сайт http://fipi.ru}".encode("cp1251"),
    ],
)
def test_what_is_printed_stays(text: bytes) -> None:
    assert without_links(text) == text


@needs_office
def test_printed_addresses_survive(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_text(r"{\rtf1\ansi Site http://fipi.ru \par}", encoding="ascii")
    with convert.converted(path, "txt") as made:
        assert "http://fipi.ru" in made.read_text(encoding="utf-8-sig")


def test_the_environment_leads_no_program_astray() -> None:
    kept = sandbox.environment(
        {"PATH": "/bin", "HOME": "/x", "PYTHONPATH": "/evil", "LD_PRELOAD": "x", "http_proxy": "y"}
    )
    assert kept == {"PATH": "/bin", "HOME": "/x"}


def test_programs_are_absolute() -> None:
    found = [convert.office(), convert.antiword(), shutil.which("true") and sandbox.without_network()[:1]]
    assert all(Path(program if isinstance(program, str) else program[0]).is_absolute() for program in found if program)

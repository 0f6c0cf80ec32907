"""Outside programs that read old office formats: LibreOffice and antiword, within bounds of time and output.

Nothing that a file links is fetched: its links are cut, LibreOffice is given a profile that forbids links, macros and
updates, and where the system can withhold the network from a program, it does.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from parsers import limits, sandbox
from parsers.errors import ParseError
from parsers.formats.office.links import without_links
from parsers.programs import find_program, system_program

PROFILE = Path(__file__).with_name("office_profile.xcu")
"""What LibreOffice may not do, as settings of its profile."""
_OFFICE_NAMES = ("soffice", "libreoffice", "soffice.com")
_OFFICE_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.com",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
    "/opt/libreoffice/program/soffice",
)


@cache
def office() -> str | None:
    """The LibreOffice program of this computer."""
    return find_program(*_OFFICE_NAMES) or next((place for place in _OFFICE_PLACES if Path(place).exists()), None)


@cache
def antiword() -> str | None:
    """The antiword program of this computer."""
    return find_program("antiword")


@contextmanager
def converted(path: Path, ending: str, own_ending: str = "") -> Iterator[Path]:
    """The file converted by LibreOffice to a format by its ending ('docx', 'xlsx'), in a folder that is removed after.

    The profile is in that folder too, since two LibreOffices cannot share one; making it costs half a second.
    `own_ending`: the ending ('.rtf') under which LibreOffice gets to see it, whatever the file is called. Raises
    ParseError where LibreOffice is missing, fails, takes too long or writes too much.
    """
    program = office()
    if program is None:
        raise ParseError(
            "Чтобы читать DOC, RTF и XLS, установите LibreOffice (libreoffice-writer, libreoffice-calc).", "open"
        )
    with tempfile.TemporaryDirectory(prefix="dorkarta-", ignore_cleanup_errors=True) as folder:
        source = Path(folder) / f"source{own_ending or path.suffix}"
        source.write_bytes(without_links(path.read_bytes()))
        profile = Path(folder) / "profile"
        (profile / "user").mkdir(parents=True)
        shutil.copyfile(PROFILE, profile / "user" / "registrymodifications.xcu")
        command = [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
        run([*command, "--convert-to", ending, "--outdir", folder, str(source)], "LibreOffice")
        made = source.with_suffix(f".{ending}")
        if not made.exists():
            raise ParseError("Файл не читается: LibreOffice не смог его открыть.")
        if made.stat().st_size > limits.MAX_OUTPUT_BYTES:
            raise ParseError("Файл не читается: после преобразования он слишком велик.")
        yield made


def run(command: list[str], program: str) -> bytes:
    """What a program prints, bounded in time and size, without the network where the system can withhold it.

    The program and all it started end with this call; it runs in its own folder, not in the one that we are started in.

    Raises ParseError where it fails, hangs or prints too much.
    """
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            [*sandbox.without_network(), *command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            cwd=Path(command[0]).parent,
            env=sandbox.environment(),
        )
        try:
            status = process.wait(timeout=limits.SUBPROCESS_SECONDS)
        except subprocess.TimeoutExpired as error:
            raise ParseError(f"Программа {program} не справилась с файлом за отведённое время.") from error
        finally:
            _end(process)
        size = output.seek(0, os.SEEK_END)
        if status != 0:
            raise ParseError(f"Файл не читается: программа {program} сообщила об ошибке.")
        if size > limits.MAX_OUTPUT_BYTES:
            raise ParseError(f"Файл не читается: программа {program} выдала слишком много.")
        output.seek(0)
        return output.read()


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        if sys.platform == "win32":
            taskkill = system_program("taskkill.exe")
            subprocess.run([taskkill, "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
        else:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

"""The command that opens the workbench in the browser: app."""

from __future__ import annotations

import os
import socket
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from ingest.commands import printing
from ingest.commands.options import Curated
from ingest.questions.place import DEFAULT_CURATED

DEFAULT_PORT = 8765
GOODBYE_SECONDS = 2
"""How long open pages may hold the server after Ctrl+C."""


def register(app: typer.Typer) -> None:
    """Adds the commands of this file."""
    app.command("app")(open_app)


def open_app(
    curated: Curated = DEFAULT_CURATED,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Порт; 0 — любой свободный.")] = DEFAULT_PORT,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Открыть страницу в браузере.")] = True,
) -> None:
    """Открывает рабочее место в браузере: загрузка, приказы, замечания, сравнение, SQL.

    Страницы видны только на этом компьютере (127.0.0.1) и только тому, у кого есть ключ из напечатанного адреса; сеть
    не нужна. Остановить: Ctrl+C.

    Примеры:

      dorkarta app

      dorkarta app --port 8800 --no-browser
    """
    import webbrowser

    import uvicorn

    from ingest.pages.serving.application import FOLDER, application
    from ingest.pages.serving.boundary import LOOPBACK
    from ingest.pages.serving.token import PARAMETER, new_token

    listening = _listen(LOOPBACK, port)
    curated = curated.absolute()
    # marimo looks for its configuration where the process stands: that of the notebooks is beside them.
    os.chdir(FOLDER)
    own_port = listening.getsockname()[1]
    token = new_token()
    address = f"http://{LOOPBACK}:{own_port}/?{PARAMETER}={token}"
    settings = uvicorn.Config(
        application(curated, own_port, token),
        log_level="warning",
        lifespan="off",
        timeout_graceful_shutdown=GOODBYE_SECONDS,
    )
    printing.message(f"Рабочее место: {address}  (остановить: Ctrl+C)")
    with tempfile.TemporaryDirectory(prefix="dorkarta-") as folder:
        if browser:
            webbrowser.open(_way_in(Path(folder), address))
        uvicorn.Server(settings).run(sockets=[listening])


def _way_in(folder: Path, address: str) -> str:
    """A page of this user's own that leads to the address: other users see the arguments of the browser's process."""
    page = folder / "open.html"
    page.touch(0o600)
    page.write_text(
        f'<!DOCTYPE html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url={address}">'
        f'<a href="{address}">dorkarta</a>',
        encoding="utf-8",
    )
    return page.as_uri()


def _listen(host: str, port: int) -> socket.socket:
    """A socket on the port; where it is taken: one line, exit code 1."""
    try:
        return socket.create_server((host, port))
    except OSError as error:
        printing.failure(f"Порт {port} занят: закройте другое рабочее место или назовите --port 0")
        raise typer.Exit(1) from error

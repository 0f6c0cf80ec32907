"""The workbench as one ASGI application: the start page, the notebooks in run mode, the files they share."""

from __future__ import annotations

import importlib
import logging
import os
import re
import threading
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

import ingest
from ingest.pages.navigation import NOTEBOOKS
from ingest.pages.serving.boundary import OwnPagesOnly
from ingest.questions.place import CURATED_VARIABLE

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import ASGIApp, Scope

FOLDER = Path(ingest.__file__).parents[1] / "notebooks"
SHARED = "/shared"
"""Where the browser gets marimo's scripts and fonts: one address for all notebooks, so that it keeps them."""
_A_YEAR = "public, max-age=31536000, immutable"


class HashedFiles(StaticFiles):
    """marimo's own files; those in assets/ carry a hash in their names and never change."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file; the browser need not ask for a hashed one again."""
        response = await super().get_response(path, scope)
        if path.startswith("assets"):
            response.headers["cache-control"] = _A_YEAR
        return response


def application(curated: Path, port: int, token: str) -> ASGIApp:
    """The workbench over the warehouse in `curated`, for requests to this machine's `port` by who has the token.

    The notebooks find the warehouse as every command does, by the environment variable.
    """
    import marimo

    os.environ[CURATED_VARIABLE] = str(curated.resolve())
    logging.getLogger("marimo").setLevel(logging.ERROR)
    notebooks = marimo.create_asgi_app(quiet=True, asset_url=SHARED)
    for page in NOTEBOOKS:
        notebooks = notebooks.with_app(path=f"/{page.name}", root=str(FOLDER / f"{page.name}.py"))
    static = Path(marimo.__file__).parent / "_static"
    routes = [
        Route("/", partial(_start, shared_files(static))),
        Mount(SHARED, HashedFiles(directory=static)),
        Mount("/", notebooks.build()),
    ]
    threading.Thread(target=_warm, daemon=True).start()
    return OwnPagesOnly(Starlette(routes=routes), port, token)


def shared_files(static: Path) -> tuple[str, ...]:
    """The addresses of the scripts and styles that marimo's pages begin with."""
    index = (static / "index.html").read_text(encoding="utf-8")
    return tuple(f"{SHARED}/{name}" for name in re.findall(r'(?:href|src)="\./(assets/[^"]+\.(?:js|css))"', index))


def _start(files: tuple[str, ...], request: Request) -> HTMLResponse:
    from ingest.pages.start import start_page

    return HTMLResponse(start_page(files))


def _warm() -> None:
    """Imports what the pages need while the analyst reads the first one."""
    for page in NOTEBOOKS:
        importlib.import_module(f"ingest.pages.{page.name}")

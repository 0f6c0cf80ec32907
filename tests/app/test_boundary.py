"""The boundary of the workbench: requests from elsewhere, or without the token, never reach it; of marimo's own server
only what the pages need does."""

from __future__ import annotations

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from ingest.pages.navigation import NOTEBOOKS
from ingest.pages.serving.boundary import MAX_BODY_BYTES, OwnPagesOnly

TOKEN = "a-token-of-this-run"
COOKIE = (b"cookie", b"other=1; dorkarta-8765=" + TOKEN.encode())
HOST = (b"host", b"127.0.0.1:8765")
CONTROL = "/orders/api/kernel/set_ui_element_value"
Headers = list[tuple[bytes, bytes]]


async def _application(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
    else:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"reached"})


def answer(
    kind: str, headers: Headers, path: str = "", method: str = "POST", query: bytes = b"", *, known: bool = True
) -> list[Any]:
    """The messages that a request with these headers gets; in a thread: browser tests leave a loop in theirs.

    Without a path: a control of a page, or its websocket. `known`: with the cookie that has the token.
    """
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request", "body": b""}

    path = path or ("/orders/ws" if kind == "websocket" else CONTROL)
    scope = {
        "type": kind,
        "method": method,
        "path": path,
        "query_string": query,
        "headers": [*headers, *([COOKIE] if known else [])],
    }
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, OwnPagesOnly(_application, 8765, TOKEN)(scope, receive, send)).result()
    return sent


OWN = [
    [HOST],
    [(b"host", b"localhost:8765")],
    [HOST, (b"origin", b"http://127.0.0.1:8765")],
    [HOST, (b"origin", b"http://localhost:8765")],
    [HOST, (b"sec-fetch-site", b"cross-site"), (b"sec-fetch-mode", b"navigate")],
]
FOREIGN = [
    [],
    [(b"host", b"evil.example")],
    [(b"host", b"127.0.0.1")],
    [(b"host", b"127.0.0.1:8766")],
    [(b"host", b"127.0.0.1:8765.evil.example")],
    [HOST, (b"host", b"evil.example")],
    [HOST, (b"origin", b"http://evil.example")],
    [HOST, (b"origin", b"http://127.0.0.1:8766")],
    [HOST, (b"origin", b"https://127.0.0.1:8765")],
    [HOST, (b"origin", b"null")],
    [HOST, (b"origin", b"http://127.0.0.1:8765"), (b"origin", b"http://evil.example")],
    [HOST, (b"sec-fetch-site", b"cross-site"), (b"sec-fetch-mode", b"no-cors")],
]


@pytest.mark.parametrize("headers", OWN)
def test_own_pages_are_answered(headers: Headers) -> None:
    assert answer("http", headers)[0]["status"] == 200
    assert answer("websocket", headers) == [{"type": "websocket.accept"}]


@pytest.mark.parametrize("headers", FOREIGN)
def test_foreign_pages_are_refused(headers: Headers) -> None:
    assert answer("http", headers)[0]["status"] == 403
    assert answer("websocket", headers) == [{"type": "websocket.close", "code": 1008}]


STRANGERS = [
    [],
    [(b"cookie", b"dorkarta-8765=another")],
    [(b"cookie", b"dorkarta-8765=")],
    [(b"cookie", b"dorkarta-8766=" + TOKEN.encode())],
    [(b"cookie", b"=;;\x00dorkarta-8765")],
    [(b"authorization", b"Bearer " + TOKEN.encode())],
]


@pytest.mark.parametrize("headers", STRANGERS)
def test_without_the_token_nothing_is_reached(headers: Headers) -> None:
    """Another user of the machine may send any Host and Origin; the cookie of this run he does not have."""
    for path, method in (("/", "GET"), ("/orders/", "GET"), ("/shared/index.html", "GET"), (CONTROL, "POST")):
        answered = answer("http", [HOST, *headers], path, method, known=False)
        assert answered[0]["status"] == 403
        assert b"reached" not in answered[1]["body"]
    closed = [{"type": "websocket.close", "code": 1008}]
    assert answer("websocket", [HOST, *headers], known=False) == closed


@pytest.mark.parametrize(
    ("path", "query", "to"),
    [
        ("/", b"token=" + TOKEN.encode(), "/"),
        ("/findings/", b"order=42&token=" + TOKEN.encode() + b"&page=2", "/findings/?order=42&page=2"),
        ("//evil.example/", b"token=" + TOKEN.encode(), "/evil.example/"),
    ],
)
def test_the_address_with_the_token_gives_the_cookie_once_and_hides_it(path: str, query: bytes, to: str) -> None:
    (begun, *_) = answer("http", [HOST], path, "GET", query, known=False)
    headers = dict(begun["headers"])
    assert begun["status"] == 303
    assert headers[b"location"].decode() == to
    cookie = headers[b"set-cookie"].decode()
    assert cookie.startswith(f"dorkarta-8765={TOKEN};")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie


@pytest.mark.parametrize("query", [b"token=", b"token=another", b"TOKEN=" + TOKEN.encode(), b"", b"token=%ff"])
def test_a_wrong_token_gives_nothing(query: bytes) -> None:
    begun = answer("http", [HOST], "/", "GET", query, known=False)[0]
    assert begun["status"] == 403
    assert b"set-cookie" not in dict(begun["headers"])


def test_the_token_opens_nothing_to_foreign_pages() -> None:
    foreign = [(b"host", b"evil.example")]
    assert answer("http", foreign, "/", "GET", b"token=" + TOKEN.encode(), known=False)[0]["status"] == 403


NEEDED = {
    ("GET", "/health"),
    ("GET", "/public-files-sw.js"),
    ("GET", "/@file/x"),
    ("GET", "/"),
    ("POST", "/api/kernel/set_ui_element_value"),
    ("POST", "/api/kernel/function_call"),
    ("WEBSOCKET", "/ws"),
}
"""What the pages ask of marimo's server."""


def _routes() -> set[tuple[str, str]]:
    """(method, path) of every route of the installed marimo, parameters filled in."""
    from marimo._server.api.router import build_routes

    found = set()
    for outer in build_routes():
        for route in [outer, *(getattr(outer, "routes", None) or ())]:
            before = str(getattr(outer, "path", "")) if route is not outer else ""
            path = re.sub(r"\{[^}]*\}", "x", before + str(getattr(route, "path", "")))
            found |= {(method, path) for method in getattr(route, "methods", None) or ("WEBSOCKET",) if path}
    return found


def test_every_route_of_marimo_is_known_or_refused() -> None:
    """A route that a new marimo brings is refused until somebody lets it through."""
    reached = set()
    routes = _routes()
    assert len(routes) > 80
    assert {path for method, path in routes if method == "WEBSOCKET"} >= {"/ws", "/terminal/ws"}
    for method, path in routes:
        kind = "websocket" if method == "WEBSOCKET" else "http"
        answered = answer(kind, [HOST], f"/orders{path}", method)
        if answered[0].get("status") == 200 or answered[0]["type"] == "websocket.accept":
            reached.add((method, path))
    assert {route for route in reached if route[0] != "HEAD"} == NEEDED & routes
    assert routes >= NEEDED - {("GET", "/")}


@pytest.mark.parametrize(
    "prefix", ["", "/shared", "/orders/..", "/orders//", "/orders/ws", *(f"/{p.name}x" for p in NOTEBOOKS)]
)
def test_marimo_is_not_reached_by_another_way(prefix: str) -> None:
    for path in ("/api/kernel/run", "/api/kernel/execute", "/api/files/list_files", "/terminal/ws"):
        assert answer("http", [HOST], prefix + path)[0]["status"] == 404
        assert answer("websocket", [HOST], prefix + path)[0]["type"] == "websocket.close"


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT"])
def test_other_methods_are_refused(method: str) -> None:
    assert answer("http", [HOST], CONTROL, method)[0]["status"] == 404


@pytest.mark.parametrize(
    ("header", "status"),
    [
        ((b"content-length", str(MAX_BODY_BYTES).encode()), 200),
        ((b"content-length", str(MAX_BODY_BYTES + 1).encode()), 413),
        ((b"content-length", b"-1"), 413),
        ((b"transfer-encoding", b"chunked"), 413),
    ],
)
def test_a_body_is_bounded(header: tuple[bytes, bytes], status: int) -> None:
    assert answer("http", [HOST, header])[0]["status"] == status


def test_answers_let_the_browser_load_from_here_only() -> None:
    headers = dict(answer("http", [HOST])[0]["headers"])
    policy = dict(part.strip().partition(" ")[::2] for part in headers[b"content-security-policy"].decode().split(";"))
    assert policy["default-src"] == "'self' 'unsafe-inline' 'unsafe-eval' data: blob:"
    assert policy["connect-src"] == "'self' data: blob: ws://127.0.0.1:8765 ws://localhost:8765"
    assert policy["frame-ancestors"] == "'self'"

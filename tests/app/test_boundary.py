"""The boundary of the workbench: requests from elsewhere never reach it, answers let nothing from elsewhere in."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from ingest.pages.serving.boundary import MAX_BODY_BYTES, OwnPagesOnly

HOST = (b"host", b"127.0.0.1:8765")
Headers = list[tuple[bytes, bytes]]


async def _application(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
    else:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"reached"})


def answer(kind: str, headers: Headers) -> list[Any]:
    """The messages that a request with these headers gets; in a thread: browser tests leave a loop in theirs."""
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request", "body": b""}

    scope = {"type": kind, "method": "POST", "path": "/", "headers": headers}
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, OwnPagesOnly(_application, 8765)(scope, receive, send)).result()
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

"""Who may speak to the workbench: pages of its own, on this machine, of the user who opened it. All others get 403."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

from ingest.pages.serving.allowed import is_allowed
from ingest.pages.serving.token import Gate

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = "127.0.0.1"
NAMES = (LOOPBACK, "localhost")
REFUSED = "Рабочее место dorkarta открывается только на этом компьютере и только своими страницами."
NOT_HERE = "Такой страницы нет."
TOO_LARGE = "Файлы вместе слишком велики: загрузите их по частям или командой dorkarta load."
MAX_BODY_BYTES = 200 * 2**20
"""Body of a request: 150 MB of files as marimo sends them (base64)."""
_POLICY_VIOLATION = 1008
"""Close code of a websocket (RFC 6455, 7.4.1)."""


class OwnPagesOnly:
    """ASGI middleware: refuses a request without the token, or whose Host or Origin is foreign, websockets included.

    Host stops names that were made to lead here (DNS rebinding), Origin stops pages of other sites, the token stops
    other users of this machine. Every answer carries a content security policy, so that no page can load anything from
    elsewhere or be framed by others.
    """

    def __init__(self, app: ASGIApp, port: int, token: str) -> None:
        self._app = app
        self._gate = Gate(token, port)
        self._hosts = frozenset(f"{name}:{port}" for name in NAMES)
        self._origins = frozenset(f"http://{host}" for host in self._hosts)
        self._policy = _policy(sorted(self._hosts))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes on what comes from this machine's own pages and is not too large."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        own, known, allowed = self._own(headers), self._gate.knows(headers), is_allowed(scope)
        if scope["type"] == "websocket" and not (own and known and allowed):
            await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
        elif not own:
            await PlainTextResponse(REFUSED, 403)(scope, receive, self._guarded(send))
        elif not known:
            answer = self._gate.entered(scope) or self._gate.asking(scope)
            await answer(scope, receive, self._guarded(send))
        elif not allowed:
            await PlainTextResponse(NOT_HERE, 404)(scope, receive, self._guarded(send))
        elif _too_large(headers):
            await PlainTextResponse(TOO_LARGE, 413)(scope, receive, self._guarded(send))
        else:
            await self._app(scope, receive, self._guarded(send))

    def _own(self, headers: Headers) -> bool:
        hosts, origins = headers.getlist("host"), headers.getlist("origin")
        foreign = headers.get("sec-fetch-site") == "cross-site" and headers.get("sec-fetch-mode") != "navigate"
        return len(hosts) == 1 and hosts[0] in self._hosts and self._origins.issuperset(origins) and not foreign

    def _guarded(self, send: Send) -> Send:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["content-security-policy"] = self._policy
                headers["x-content-type-options"] = "nosniff"
                headers["referrer-policy"] = "same-origin"
            await send(message)

        return guarded


def _too_large(headers: Headers) -> bool:
    """Whether a body is larger than any of our pages sends, or doesn't say how large it is."""
    length = headers.get("content-length", "0")
    return "transfer-encoding" in headers or not length.isdecimal() or int(length) > MAX_BODY_BYTES


def _policy(hosts: list[str]) -> str:
    """Only this server; scripts may evaluate, as charts (Vega) and widgets of marimo do."""
    sockets = " ".join(f"ws://{host}" for host in hosts)
    return (
        "default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; "
        f"connect-src 'self' data: blob: {sockets}; "
        "frame-ancestors 'self'; form-action 'self'; base-uri 'self'; object-src 'none'"
    )

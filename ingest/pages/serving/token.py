"""The token that keeps other users of the machine out: in the address that is opened, then in a cookie."""

from __future__ import annotations

import secrets
from html import escape
from http.cookies import SimpleCookie
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from starlette.responses import HTMLResponse, RedirectResponse

if TYPE_CHECKING:
    from starlette.datastructures import Headers
    from starlette.responses import Response
    from starlette.types import Scope

PARAMETER = "token"
ASKED = (
    "Это рабочее место dorkarta открыто другим запуском программы или другим пользователем компьютера. "
    "Откройте адрес, который напечатала команда dorkarta app, или вставьте ключ из него (после token=)."
)


def new_token() -> str:
    """A token of 192 random bits."""
    return secrets.token_urlsafe(24)


def cookie_name(port: int) -> str:
    """The cookie of a workbench; browsers send a cookie to every port, so each has its own name."""
    return f"dorkarta-{port}"


class Gate:
    """Who has the token: by the cookie, or for the first time by the address."""

    def __init__(self, token: str, port: int) -> None:
        self._token = token
        self._cookie = cookie_name(port)

    def knows(self, headers: Headers) -> bool:
        """Whether a request carries the cookie with the token."""
        for line in headers.getlist("cookie"):
            cookie = SimpleCookie()
            try:
                cookie.load(line)
            except ValueError:
                continue
            if self._cookie in cookie and self._same(cookie[self._cookie].value):
                return True
        return False

    def _same(self, claimed: str) -> bool:
        return secrets.compare_digest(claimed.encode(), self._token.encode())

    def entered(self, scope: Scope) -> Response | None:
        """For an address with the right token: the same address without it, and the cookie; None for any other."""
        pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        if scope["method"] != "GET" or not any(name == PARAMETER and self._same(value) for name, value in pairs):
            return None
        rest = urlencode([(name, value) for name, value in pairs if name != PARAMETER])
        # One slash at the beginning: '//evil.example' would lead elsewhere.
        path = "/" + str(scope["path"]).lstrip("/\\")
        response = RedirectResponse(f"{path}?{rest}" if rest else path, 303)
        response.set_cookie(self._cookie, self._token, httponly=True, samesite="lax", path="/")
        return response

    def asking(self, scope: Scope) -> Response:
        """The answer to everybody else: a field for the token."""
        path = escape("/" + str(scope["path"]).lstrip("/\\"))
        form = f'<form action="{path}"><input name="{PARAMETER}" autofocus> <button>Открыть</button></form>'
        return HTMLResponse(f'<!DOCTYPE html><html lang="ru"><meta charset="utf-8"><p>{ASKED}</p>{form}</html>', 403)

"""How a page hears its browser: pages.js sends what is clicked and typed through one hidden field."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

import marimo

from ingest.outputs.markup import Markup, tag
from ingest.pages.desk import Address, Desk, Request

Answer = Callable[[Desk, Request], Desk]


def first_desk() -> Desk:
    """The desk of a page that was just opened: all that it shows is told by its address."""
    return Desk(Address.of(marimo.query_params().to_dict()))


def requests(desk: Callable[[], Desk], put: Callable[[Desk], None], answer: Answer) -> Any:
    """The field for what the browser asks; `answer` says what becomes of the desk at a request.

    A number is answered once: the script tells a request again until it sees its answer.
    The notebook must bind it to a name of its own: marimo hears nothing of elements without one.
    """

    def heard(text: str) -> None:
        request = Request.of(text)
        if request is not None and request.number > desk().answered:
            put(replace(answer(desk(), request), answered=request.number))

    return marimo.ui.text(on_change=heard, label="запросы страницы")


def listening(field: Any) -> Any:
    """The field, hidden, and the script that fills it."""
    script = tag("script", src=f"data:text/javascript;base64,{_script()}")
    return marimo.Html(str(tag("div", tag("div", Markup(field.text), hidden="", class_="dk-requests"), script)))


@cache
def _script() -> str:
    return b64encode(files("ingest").joinpath("pages", "pages.js").read_bytes()).decode("ascii")


def state(desk: Desk) -> Markup:
    """What the page's script must know: the address to show, the number of the last request that was answered."""
    return tag("div", hidden="", class_="dk-state", data_address=desk.address.href, data_answered=desk.answered)

"""The widgets that several pages use, without what marimo writes in English around them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import marimo

from ingest.outputs.markup import tag
from ingest.pages.listing import last_page
from ingest.pages.navigation import block


def choices(rows: Sequence[dict[str, str]], wrapped: Sequence[str] = (), hidden: Sequence[str] = ()) -> Any:
    """A table of texts, one row of which can be chosen; its value is [] or [the row]."""
    return marimo.ui.table(
        list(rows),
        selection="single",
        pagination=False,
        show_search=False,
        show_download=False,
        show_data_types=False,
        show_column_summaries=False,
        wrapped_columns=list(wrapped),
        hidden_columns=list(hidden),
    )


def pager(total: int, size: int) -> Any:
    """A field for the number of the page."""
    last = last_page(total, size)
    return marimo.ui.number(1, last, step=1, value=1, label=f"Страница (из {last})", disabled=last == 1)


def under(pages: Any, count: str) -> Any:
    """What stands under a list: how many there are, and the field for the page."""
    return marimo.hstack([marimo.Html(block(tag("span", count, class_="soft"))), pages], align="center")

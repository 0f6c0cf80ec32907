"""The widgets that several pages use, without what marimo writes in English around them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import marimo

from ingest.outputs.markup import tag
from ingest.pages.listing import last_page
from ingest.pages.navigation import block


def choices(
    rows: Sequence[dict[str, str]],
    hidden: Sequence[str] = (),
    widths: Mapping[str, int] | None = None,
    *,
    several: bool = False,
) -> Any:
    """A table of texts, one row of which can be chosen, or several; its value is the list of those chosen.

    `widths` in pixels by column; long texts are wrapped in these columns.
    """
    return marimo.ui.table(
        list(rows),
        selection="multi" if several else "single",
        pagination=False,
        show_search=False,
        show_download=False,
        show_data_types=False,
        show_column_summaries=False,
        wrapped_columns=list(widths or ()) if rows else None,
        column_widths=dict(widths or {}) if rows else None,
        hidden_columns=list(hidden) if rows else None,
    )


def pager(total: int, size: int) -> Any:
    """A field for the number of the page."""
    last = last_page(total, size)
    return marimo.ui.number(1, last, step=1, value=1, label=f"Страница (из {last})", disabled=last == 1)


def under(pages: Any, count: str) -> Any:
    """What stands under a list: how many there are, and the field for the page."""
    return marimo.hstack([marimo.Html(block(tag("span", count, class_="soft"))), pages], align="center")


def name_of(offered: Mapping[str, str], value: str | None, otherwise: str) -> str:
    """The name under which a filter offers a value; `otherwise` where it does not."""
    return next((name for name, known in offered.items() if value and known == value), otherwise)

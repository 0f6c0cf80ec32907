"""HTML printed to PDF by Chromium: tables in many styles of ruling, and whole orders as a portal's page prints them."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path

from benchmarks.known_tables import KnownCell, KnownPage, KnownTable

BASE = """
@page {size: A4; margin: 18mm}
body {font: 10pt 'Liberation Serif', serif; margin: 0}
table {border-collapse: collapse; margin: 6pt 0; width: 100%}
td, th {padding: 2pt 6pt; text-align: left; vertical-align: top; font-weight: normal}
td.figure {text-align: right}
td.indent {padding-left: 16pt}
"""
RULED: Mapping[str, str] = {
    "grid": "td, th {border: 0.7pt solid black}",
    "grid, grey": "td, th {border: 0.5pt solid #888} th {background: #ddd}",
    "grid, dotted": "td, th {border: 0.8pt dotted black}",
    "grid, dashed": "td, th {border: 0.8pt dashed black}",
    "grid, double": "td, th {border: 2.2pt double black}",
    "cells apart": "table {border-collapse: separate; border-spacing: 2pt} td, th {border: 0.7pt solid black}",
    "grid, thick frame": "table {border: 2pt solid black} td, th {border: 0.4pt solid black}",
    "white on dark": "td, th {border: 0.7pt solid #456} th {background: #234; color: white}",
}
PARTLY: Mapping[str, str] = {
    "three rules": "table {border-top: 1pt solid; border-bottom: 1pt solid} tr.last th {border-bottom: 0.6pt solid}",
    "rows": "td, th {border-bottom: 0.6pt solid black}",
    "verticals": "td, th {border-left: 0.6pt solid; border-right: 0.6pt solid}",
    "frame": "table {border: 0.8pt solid black}",
    "frame and verticals": "table {border: 0.8pt solid} td, th {border-left: 0.5pt solid}",
    "zebra": "tr:nth-child(even) td {background: #e4e4e4}",
    "zebra, dark head": "tr:nth-child(odd) td {background: #eef} th {background: #123; color: white}",
    "shaded head": "th {background: #ccc}",
    "shaded cells": "table {border-collapse: separate; border-spacing: 2pt} td, th {background: #e8e8e8}",
}
UNRULED: Mapping[str, str] = {
    "plain": "",
    "wide": "td, th {padding: 4pt 12pt}",
    "tight": "td, th {padding: 0 5pt}",
    "centred": "td, th, td.figure {text-align: center} td:first-child, th:first-child {text-align: left}",
    "bold head": "th {font-weight: bold} td, th {padding: 1pt 8pt}",
    "narrow": "table {width: auto}",
    "small": "td, th {font-size: 8pt; padding: 1pt 6pt}",
    "sans": "body {font-family: 'Liberation Sans'; font-size: 9pt} td, th {padding: 1.5pt 7pt}",
}
STYLES: Mapping[str, Mapping[str, str]] = {"ruled": RULED, "partly": PARTLY, "unruled": UNRULED}
"""Kind -> name -> CSS."""


def html_of(page: KnownPage, style: str) -> str:
    """The page as HTML in a style of `STYLES`."""
    blocks = (_table(block) if isinstance(block, KnownTable) else f"<p>{escape(block)}</p>" for block in page.blocks)
    return f"<!DOCTYPE html><meta charset='utf-8'><style>{BASE}{style}</style>{''.join(blocks)}"


def _table(table: KnownTable) -> str:
    width = max(cell.col + cell.col_span for cell in table.cells)
    rows = []
    for row in range(table.rows):
        own = sorted((cell for cell in table.cells if cell.row == row), key=lambda cell: cell.col)
        tag = "th" if row < table.head_rows else "td"
        reach = sum(cell.col_span for cell in own)
        over = sum(c.col_span for c in table.cells if c.row < row < c.row + c.row_span)
        blank = f"<{tag}></{tag}>" * (width - reach - over)
        last = " class=last" if row == table.head_rows - 1 else ""
        rows.append(f"<tr{last}>{''.join(_cell(cell, tag) for cell in own)}{blank}</tr>")
    return f"<table>{''.join(rows)}</table>"


def _cell(cell: KnownCell, tag: str) -> str:
    kinds = " ".join(name for name, given in (("figure", cell.figure), ("indent", bool(cell.indent))) if given)
    spans = "".join(f" {name}={n}" for name, n in (("rowspan", cell.row_span), ("colspan", cell.col_span)) if n > 1)
    return f"<{tag}{spans}{f' class={kinds!r}' if kinds else ''}>{escape(cell.text)}</{tag}>"


def print_pages(pages: Iterable[tuple[str, Path]]) -> list[Path]:
    """Each HTML text as PDF at its path; what is there already is kept. Needs Chromium."""
    wanted = list(pages)
    missing = [(html, path) for html, path in wanted if not path.exists()]
    if missing:
        from playwright.sync_api import sync_playwright

        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            sheet = chromium.new_page()
            for html, path in missing:
                sheet.set_content(html)
                sheet.pdf(path=path, prefer_css_page_size=True, print_background=True)
            chromium.close()
    return [path for _, path in wanted]

"""The start page: what this is, in six sentences, and what is loaded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ingest.outputs.labels import ACTIVITIES, BY_SEVERITY, ORDERS
from ingest.outputs.markup import Markup, joined, tag
from ingest.outputs.order_section import counted, tile
from ingest.outputs.values import plural
from ingest.pages import warehouse
from ingest.pages.navigation import NOTEBOOKS, links, page_styles, wrong

SENTENCES = (
    "dorkarta читает приказы об утверждении «дорожных карт» подготовки и проведения ГИА, как они пришли: "
    "DOCX, PDF, сканы, ODT, HTML, XLSX, DOC, RTF и текст.",
    "Из каждого приказа получаются мероприятия со сроками в виде дат и с ответственными организациями и людьми.",
    "У каждой строки запомнено её место в файле, и его всегда можно увидеть рядом.",
    "Программа ищет ошибки: сроки вне плана, годы из прошлогоднего текста, сбитые номера, перепутанные графы.",
    "Ваши решения по замечаниям и исправления хранятся отдельно и переживают повторную загрузку.",
    "Всё остаётся на этом компьютере: страницы открываются без сети и никуда ничего не отправляют.",
)
REGIONS = ("регион", "региона", "регионов")
REJECTED = ("файл не прочитан", "файла не прочитано", "файлов не прочитано")


def start_page(prefetched: Sequence[str] = ()) -> str:
    """The whole page; `prefetched` are addresses that the browser fetches meanwhile for the pages after it."""
    problem = warehouse.problem()
    state = wrong(problem) if problem else _loaded(warehouse.rows("page_totals")[0])
    body = joined(links(), tag("h1", "Дорожные карты регионов"), _lead(), state, _ways())
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", "dorkarta"),
        tag("link", rel="icon", href="/shared/favicon.ico"),
        tag("style", Markup(page_styles())),
        *(tag("link", rel="prefetch", href=address) for address in prefetched),
    )
    return f'<!DOCTYPE html>\n<html lang="ru">{head}{tag("body", tag("main", body), class_="page")}</html>\n'


def _lead() -> Markup:
    return tag("p", " ".join(SENTENCES), class_="lead")


def _loaded(totals: Mapping[str, Any]) -> Markup:
    if not totals["orders"]:
        invitation = tag("a", "загрузите первый приказ", href="/load/")
        return tag("p", "Хранилище пусто: ", invitation, ".", class_="notice")
    years = " – ".join(sorted({totals["first_year"] or "", totals["last_year"] or ""} - {""}))
    return tag(
        "div",
        counted(totals["orders"], ORDERS),
        counted(totals["regions"], REGIONS),
        counted(totals["activities"], ACTIVITIES),
        tile(years, "учебные годы") if years else None,
        *(counted(totals[code], words, code) for code, words in BY_SEVERITY.items()),
        tag("p", plural(totals["rejected"], *REJECTED), class_="soft") if totals["rejected"] else None,
        class_="tiles",
    )


def _ways() -> Markup:
    ways = [tag("li", tag("a", tag("b", page.title), page.purpose, href=f"/{page.name}/")) for page in NOTEBOOKS]
    return tag("ul", *ways, class_="ways")

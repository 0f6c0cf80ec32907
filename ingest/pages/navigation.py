"""What every page begins with: the links to the others, and the styles."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ingest.outputs.markup import Markup, stylesheet, tag


@dataclass(frozen=True, slots=True)
class Page:
    """A notebook: its file's name in notebooks/ without the ending, its Russian title, and what it is for."""

    name: str
    title: str
    purpose: str


NOTEBOOKS = (
    Page("load", "Загрузка", "положить файлы, увидеть, что прочитано, и исправить"),
    Page("orders", "Приказы", "найти приказ, увидеть его план по месяцам, скачать в Excel и Word"),
    Page("findings", "Замечания", "разобрать ошибки: от худших к мелким"),
    Page("compare", "Сравнение", "сопоставить приказы и регионы"),
    Page("agenda", "Календарь", "увидеть месяц по дням и напечатать план одного ответственного"),
    Page("search", "Поиск", "найти слова во всех мероприятиях, замечаниях и приказах"),
    Page("sql", "SQL", "спросить своё, в таблице и на графике"),
)


def header(current: str, problem: str = "") -> str:
    """The head of a page: styles, links, the title of the page that is open, and why there is nothing under it."""
    style = tag("style", Markup(page_styles()))
    title = next(page.title for page in NOTEBOOKS if page.name == current)
    return block(style, links(current), tag("h1", title), wrong(problem) if problem else None)


def wrong(problem: str) -> Markup:
    """A line that says what went wrong."""
    return tag("p", problem, class_="notice wrong", role="alert")


def block(*children: str | int | None) -> str:
    """Content in the looks of the pages, as plain text that `mo.Html` takes; every piece of a notebook is one."""
    return str(tag("div", *children, class_="page"))


def nothing(text: str) -> str:
    """A line that says why there is nothing to show."""
    return block(tag("p", text, class_="notice"))


def remark(*lines: str) -> str:
    """Lines about what was done; nothing where all are empty."""
    return block(*(tag("p", line, class_="done", role="status") for line in lines if line))


def links(current: str = "") -> Markup:
    """The links between the pages."""
    places = [("", "dorkarta"), *((page.name, page.title) for page in NOTEBOOKS)]
    return tag(
        "nav", *(_link(name, title, current) for name, title in places), _search() if current != "search" else None
    )


def _search() -> Markup:
    """One field for words of all activities, findings and orders."""
    words = "Найти везде: слова мероприятия, замечания, приказа"
    field = tag("input", type="search", name="q", placeholder=words, aria_label=words)
    return tag("form", field, action="/search/", role="search")


def _link(name: str, title: str, current: str) -> Markup:
    address = f"/{name}/" if name else "/"
    return tag("a", title, href=address, aria_current="page" if name == current and name else None)


@cache
def page_styles() -> str:
    """The styles of reports and those of pages."""
    own = files("ingest").joinpath("pages", "pages.css").read_text(encoding="utf-8")
    return stylesheet("components") + own

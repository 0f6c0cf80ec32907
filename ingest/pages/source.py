"""The place of a row in its file, as a page shows it beside the row."""

from __future__ import annotations

from base64 import b64encode

from ingest.outputs.labels import ROLES
from ingest.outputs.markup import Markup, joined, tag
from ingest.outputs.source_place import PageImage, SourceLine, SourcePlace, source_place
from ingest.pages import warehouse
from ingest.pages.navigation import block
from ingest.questions import place


def source_view(order_id: str, item_id: str) -> str:
    """The page with the row outlined, the lines of a text, or the cells as printed. Raises UnknownItemError."""
    return block(source_markup(order_id, item_id))


def source_markup(order_id: str, item_id: str) -> Markup:
    """The same as a part of a larger piece."""
    return shown_place(source_place(warehouse.connection(), place.curated(), order_id, item_id))


def shown_place(found: SourcePlace) -> Markup:
    """A place as markup; what an order says is text in it, never markup."""
    where = ", ".join(filter(None, (found.source_name, found.locator)))
    return tag(
        "figure",
        tag("figcaption", where, class_="soft"),
        tag("p", f"Файл не показать: {found.problem}", class_="notice wrong") if found.problem else None,
        *(_image(image) for image in found.images),
        _lines(found.lines) if found.lines else None,
        None if found.images or found.lines else _cells(found.cells),
        class_="source",
    )


def _image(image: PageImage) -> Markup:
    content = b64encode(image.png).decode("ascii")
    name = f"Страница {image.page}: строка обведена"
    return tag("img", src=f"data:image/png;base64,{content}", alt=name, title=name)


def _lines(lines: tuple[SourceLine, ...]) -> Markup:
    rows = [
        tag("tr", tag("td", line.number, class_="number"), tag("td", line.text), class_="own" if line.own else None)
        for line in lines
    ]
    return tag("div", tag("table", tag("tbody", *rows), class_="lines"), class_="scroll")


def _cells(cells: tuple[tuple[str, str], ...]) -> Markup:
    rows = [joined(tag("dt", ROLES.get(role, role)), tag("dd", text)) for role, text in cells]
    return tag("dl", *rows, class_="head cells")

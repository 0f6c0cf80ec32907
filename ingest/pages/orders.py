"""The page of orders: the list with its filters, one order in full, its files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from ingest.outputs.labels import LEVELS, ORDERS, ROWS
from ingest.outputs.markup import joined, tag
from ingest.outputs.order_section import OrderFacts, head_list, order_facts, order_name, plan_by_month, tiles
from ingest.outputs.values import plural, shown
from ingest.pages import warehouse
from ingest.pages.listing import Listing, listing, options
from ingest.pages.navigation import block
from ingest.pages.plan import plan_table
from ingest.questions import place

ORDERS_AT_ONCE, ROWS_AT_ONCE = 15, 30
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def regions() -> dict[str, str]:
    """Regions that have orders, for a filter."""
    return options(warehouse.rows("page_regions"), "все регионы")


def years() -> dict[str, str]:
    """Academic years that have orders, for a filter; text, so that no separator gets into a year."""
    return options(warehouse.rows("page_years"), "все годы")


def levels() -> dict[str, str]:
    """Levels of orders, for a filter."""
    return {"все уровни": "", **{LEVELS[code]: code for code in ("regional", "municipal")}}


def found_orders(region: str, year: str, level: str, text: str, page: int) -> Listing:
    """One page of the orders that fit the filters; '' for all."""
    return listing("page_orders", (region, year, level, text.strip()), page, ORDERS_AT_ONCE)


def how_many(total: int) -> str:
    """'5 приказов'."""
    return plural(total, *ORDERS)


def order_row(order: Mapping[str, Any]) -> dict[str, str]:
    """An order as a row of the list, values as text."""
    return {
        "order_id": order["order_id"],
        "приказ": order_name(order),
        "регион": shown(order["region"]),
        "муниципалитет": shown(order["municipality"]),
        "учебный год": shown(order["academic_year"]),
        "мероприятий": shown(order["activities"]),
        "замечаний": shown(order["findings"]),
    }


def order_facts_of(order_id: str) -> OrderFacts | None:
    """What the warehouse has of an order; None where there is no such order."""
    found = warehouse.rows("export_orders", [[order_id]])
    return order_facts(warehouse.connection(), found[0]) if found else None


def order_view(facts: OrderFacts) -> str:
    """The head, the figures and the months of an order."""
    order = facts.order
    where = ", ".join(filter(None, (order["municipality"], order["region"]))) or "субъект РФ не установлен"
    title = tag("h2", f"{order_name(order)} — {where}")
    return block(
        title, tag("p", order["order_id"], class_="soft"), head_list(order), tiles(facts), plan_by_month(facts)
    )


def plan_view(facts: OrderFacts, text: str, page: int) -> tuple[str, int]:
    """(one page of the plan as a table with bars by month, rows in all)."""
    found = listing("page_plan", (facts.order["order_id"], text.strip()), page, ROWS_AT_ONCE)
    if not found.rows:
        return block(tag("p", "Таких строк в приказе нет.", class_="soft")), 0
    count = tag("p", plural(found.total, *ROWS), class_="soft")
    return block(joined(count, plan_table(found.rows, facts.plan.months))), found.total


def workbook_of(order_id: str) -> bytes:
    """The order as an Excel workbook."""
    from ingest.outputs.workbook import warehouse_workbook

    return warehouse_workbook(warehouse.connection(), [order_id])


def annotated_of(order_id: str) -> bytes:
    """The order as a Word document with its findings as comments; several files come as one archive.

    Raises ParseError where the kept file can't be read.
    """
    from ingest.outputs.annotate import annotated

    target = Path(annotated_name(order_id)).with_suffix(".docx")
    severities = ("info", "warning", "error")
    written = annotated(warehouse.connection(), place.curated(), order_id, target, severities)
    if len(written) == 1:
        return written[0].content
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        for one in written:
            packed.writestr(one.path.name, one.content)
    return archive.getvalue()


def annotated_name(order_id: str) -> str:
    """How the annotated order is called: an archive where it consists of several files."""
    files = warehouse.rows("order_sources", [order_id])
    return f"{order_id}-замечания.{'docx' if len(files) == 1 else 'zip'}"


def downloads(order_id: str) -> list[dict[str, Any]]:
    """Arguments of `mo.download` for the files of an order; they are made when they are asked for."""
    name = annotated_name(order_id)
    return [
        {"data": partial(workbook_of, order_id), "filename": f"{order_id}.xlsx", "mimetype": XLSX, "label": "Excel"},
        {
            "data": partial(annotated_of, order_id),
            "filename": name,
            "mimetype": DOCX if name.endswith(".docx") else "application/zip",
            "label": "Word с замечаниями",
        },
    ]

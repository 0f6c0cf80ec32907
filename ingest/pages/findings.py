"""The page of findings: worst first, one in its context, what analysts decide about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ingest import api
from ingest.outputs.labels import FINDINGS, SEVERITIES, STATUSES
from ingest.outputs.markup import Markup, tag
from ingest.outputs.order_section import finding_card, order_name
from ingest.outputs.values import plural
from ingest.pages import warehouse
from ingest.pages.listing import Listing, listing, options
from ingest.pages.navigation import block
from ingest.pages.source import source_view
from ingest.questions import place
from warehouse.corpus.findings import checks
from warehouse.corpus.reviews import read_reviews
from warehouse.errors import WarehouseError

AT_ONCE = 12
LONGEST_REASON = 1000
WIDTHS = {"важность": 80, "что не так": 500, "где": 150, "приказ": 330, "состояние": 110}
"""Pixels of the columns of the list."""


def severities() -> dict[str, str]:
    """Severities for a filter."""
    return {"любая важность": "", **{name: code for code, name in SEVERITIES.items()}}


def statuses() -> dict[str, str]:
    """States of findings for a filter."""
    return {"все, кроме отклонённых": "", **{name: code for code, name in STATUSES.items()}}


def found_checks() -> dict[str, str]:
    """The checks that found something, the most frequent first."""
    titles = _titles()
    rows = warehouse.rows("page_found_checks")
    return options([{**row, "name": titles.get(row["value"], row["value"])} for row in rows], "все проверки")


def regions() -> dict[str, str]:
    """Regions that have orders, for a filter."""
    return options(warehouse.rows("page_regions"), "все регионы")


def orders(region: str) -> dict[str, str]:
    """Orders of a region for a filter."""
    return options(warehouse.rows("page_order_choice", [region]), "все приказы")


def found(severity: str, check: str, region: str, order_id: str, status: str, page: int) -> Listing:
    """One page of the findings that fit the filters; '' for all."""
    return listing("page_findings", (severity, check, region, order_id, status), page, AT_ONCE)


def how_many(total: int) -> str:
    """'5 замечаний'."""
    return plural(total, *FINDINGS)


def finding_row(finding: Mapping[str, Any]) -> dict[str, str]:
    """A finding as a row of the list, values as text."""
    order = {"number": finding["order_number"], "signed_on": finding["signed_on"]}
    point = f"п. {finding['item_number'].rstrip('.')}" if finding["item_number"] else ""
    return {
        "finding_id": finding["finding_id"],
        "важность": SEVERITIES[finding["severity"]],
        "что не так": finding["message"],
        "где": ", ".join(filter(None, (point, finding["locator"]))),
        "приказ": f"{finding['municipality'] or finding['region'] or ''} {order_name(order)}".strip(),
        "состояние": STATUSES[finding["status"]],
    }


def finding_of(finding_id: str) -> Mapping[str, Any] | None:
    """One finding with its row; None where there is none (any more)."""
    rows = warehouse.rows("page_finding", [finding_id])
    return rows[0] if rows else None


def finding_view(finding: Mapping[str, Any]) -> str:
    """A finding with its quote in context, its order and what was decided."""
    decided = read_reviews(place.curated()).get(finding["finding_id"])
    order = {"number": finding["order_number"], "signed_on": finding["signed_on"]}
    where = ", ".join(filter(None, (order_name(order), finding["municipality"], finding["region"])))
    return block(
        tag("p", tag("a", where, href=f"/orders/?order={finding['order_id']}")),
        finding_card(finding, _titles()),
        _decision(decided.why) if decided and decided.why else None,
    )


def place_view(finding: Mapping[str, Any]) -> str:
    """Where the row of a finding stands in the file; nothing for a finding about the whole order."""
    if not finding["item_id"]:
        return block(tag("p", "Замечание о приказе в целом.", class_="soft"))
    return source_view(finding["order_id"], finding["item_id"])


def decide(finding_ids: Sequence[str], status: str, why: str, *, apply: bool = False) -> str:
    """Keeps a decision; a Russian line says what came of it, also where it could not be kept."""
    reason = " ".join(why.split())[:LONGEST_REASON]
    if status == "dismissed" and not reason:
        return "Назовите причину: она хранится вместе с решением."
    try:
        done = api.review(finding_ids, status, reason, place.curated(), apply=apply)
    except WarehouseError as error:
        return str(error)
    told = f"{plural(len(done.reviews), *FINDINGS)}: {STATUSES[status]}."
    if apply:
        told += f" Исправлено сроков: {len({one.target for one in done.corrections})}."
    return told


def _decision(why: str) -> Markup:
    return tag("p", f"Причина: {why}", class_="soft")


def _titles() -> dict[str, str]:
    return {check.name: check.title for check in checks()}

"""Last year's order carried to the next plan: tracked changes where it is sure, comments where a person must decide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.outputs import replacements
from ingest.outputs.annotate import document_of, saved
from ingest.outputs.remarks import Remark, remark
from ingest.outputs.roll_report import Line, report
from ingest.outputs.word_changes import Change, Rewriting, rewrite, track
from ingest.outputs.word_comments import Rows
from ingest.questions.query import query
from normalize.model import Period, PlanWindow
from normalize.rolling.periods import rolled_cell
from normalize.rolling.text import Plans, Rolled, rolled_text
from warehouse.errors import UnknownOrderError, WarehouseError

if TYPE_CHECKING:
    import duckdb

Record = Mapping[str, Any]
FIELDS = {"activity": "мероприятие", "period_raw": "срок", "responsible_raw": "ответственные", "result": "результат"}
_OWN_CHECKS = (*replacements.PERIOD_CHECKS, "stale_year_in_text", "obsolete_term", "year_uncertain", "retroactive")
"""Findings that carrying the order over answers in its own way."""
_LAST_YEARS = ("deadline_on_day_off",)
"""Findings about days that the next plan does not have."""
NEW_ORDER = "Дата и номер нового приказа: поставьте при подписании"


class RollError(WarehouseError):
    """The order can't be carried to that plan; one Russian sentence."""


@dataclass(frozen=True, slots=True)
class RolledOrder:
    """A file of the order for the next plan, and the lines of its report."""

    path: Path
    content: bytes
    lines: tuple[Line, ...]

    @property
    def changes(self) -> int:
        """How many tracked changes it carries."""
        return sum(line.changed for line in self.lines)


def roll(
    connection: duckdb.DuckDBPyConnection, curated: Path, order_id: str, to: PlanWindow, target: Path
) -> tuple[list[RolledOrder], bytes]:
    """The files of an order for the plan `to`, as yet unwritten, and the workbook that lists every change.

    Raises UnknownOrderError, RollError where the order has no plan or `to` is not after it, ParseError where the kept
    file can't be read.
    """
    sources = query(connection, "order_sources", [order_id])
    if not sources:
        raise UnknownOrderError(f"Приказ {order_id} не загружен; что загружено, покажет dorkarta orders")
    plans = _plans(connection, order_id, to)
    items = query(connection, "roll_items", [order_id])
    findings = query(connection, "findings_in_context", [[order_id], True])
    newer = query(connection, "newer_acts", [order_id])
    made = []
    for number, source in enumerate(sources, 1):
        path = target if number == 1 else target.with_stem(f"{target.stem}-{number}")
        own = [item for item in items if item["source_id"] == source["source_id"]]
        told = [row for row in findings if (row["source_id"] or sources[0]["source_id"]) == source["source_id"]]
        made.append(_rolled(curated / source["stored_path"], path, own, _by_item(told), plans, newer))
    return made, report([line for one in made for line in one.lines], order_id, to)


def _plans(connection: duckdb.DuckDBPyConnection, order_id: str, to: PlanWindow) -> Plans:
    (head,) = query(connection, "export_orders", [[order_id]])
    if not head["plan_start"] or not head["plan_end"]:
        raise RollError(f"У приказа {order_id} не установлен учебный год: исправьте его (dorkarta correct)")
    plans = Plans(PlanWindow(head["plan_start"], head["plan_end"]), to, head["signed_on"])
    if plans.years <= 0:
        raise RollError(f"План {to.academic_year} не позже плана приказа ({head['academic_year']})")
    return plans


def _by_item(findings: Sequence[Record]) -> dict[str | None, list[Record]]:
    found: dict[str | None, list[Record]] = {}
    for row in findings:
        found.setdefault(row["item_id"], []).append(row)
    return found


def _rolled(
    source: Path,
    path: Path,
    items: Sequence[Record],
    findings: Mapping[str | None, Sequence[Record]],
    plans: Plans,
    newer: Sequence[Record],
) -> RolledOrder:
    document, finish = document_of(source, items)
    now = datetime.now(UTC)
    lines = [*_paragraphs(rewrite(document, lambda text, before: _paragraph(text, before, plans, newer), now))]
    places = Rows(document.element.body).in_order(_remark(item, "", "") for item in items)
    changes = [
        (replace(change, row=place), line)
        for item, place in zip(items, places, strict=True)
        for change, line in _row(item, findings.get(item["item_id"], ()), plans, newer)
    ]
    about_order = [one for one in findings.get(None, ()) if one["check"] not in _OWN_CHECKS]
    changes += [(Change(remark(one)), _finding_line(one)) for one in about_order]
    tracked = track(document, [change for change, _ in changes], now)
    lines += [line.with_outcome(written) for (_, line), written in zip(changes, tracked.written, strict=True)]
    return RolledOrder(path, finish(saved(document)), tuple(lines))


def _paragraph(text: str, before: str, plans: Plans, newer: Sequence[Record]) -> Rewriting | None:
    """A paragraph outside the rows: its years and terms, and what a person must decide."""
    rolled = rolled_text(text, plans, section=before)
    doubts = [*rolled.doubts, *_newer_acts(text, newer)]
    if plans.signed_on and f"{plans.signed_on:%d.%m.%Y}" in text:
        doubts.append(NEW_ORDER)
    why = "\n".join([*rolled.reasons, *doubts])
    return Rewriting(text, rolled.text if rolled.text != text else None, why) if why else None


def _paragraphs(told: Sequence[Rewriting]) -> Iterator[Line]:
    for one in told:
        yield Line("текст и заголовки", "", one.printed, one.text or one.printed, one.why, changed=one.text is not None)


def _newer_acts(text: str, newer: Sequence[Record]) -> list[str]:
    return [
        f"Приказ № {one['cited']}: есть более новый – № {one['newer']} от {one['signed_on']:%d.%m.%Y} "
        f"на {one['academic_year']} учебный год ({one['order_id']})"
        for one in newer
        if one["cited"] and f"№ {one['cited']}" in text and one["signed_on"]
    ]


def _row(
    item: Record, findings: Sequence[Record], plans: Plans, newer: Sequence[Record]
) -> Iterator[tuple[Change, Line]]:
    """The changes of a row, a change a cell, then what findings say that change nothing."""
    periods = [_period(one) for one in item["periods"] or ()]
    starts = min((day for period in periods if (day := period.suggested_start or period.start)), default=None)
    ends = max((day for period in periods if (day := period.suggested_end or period.end)), default=None)
    used: set[str] = set()
    for field in FIELDS:
        text = str(item[field] or "")
        if not text or item.get(_INHERITED[field]):
            continue
        if field == "period_raw":
            rolled = rolled_cell(text, periods, _activities(item, periods), plans)
        else:
            rolled = _cell(text, item, findings, used, plans, starts, ends, years=field != "responsible_raw")
        doubts = [*rolled.doubts, *_newer_acts(text, newer)]
        if why := "\n".join([*rolled.reasons, *doubts]):
            new = rolled.text if rolled.text != text else None
            yield Change(_remark(item, text if new else "", why), new, text), _line(item, FIELDS[field], text, new, why)
    for one in findings:
        if one["finding_id"] not in used and one["check"] not in (*_OWN_CHECKS, *_LAST_YEARS):
            words = replacements.of_finding(one) if one["check"] == "number_format" else None
            cell = str(item["number"] or "") if words else ""
            line = _line(item, "номер", one["quote"], words, one["message"]) if words else _finding_line(one)
            yield Change(remark(one), words, cell), line


_INHERITED = {
    "activity": "activity_inherited",
    "period_raw": "period_inherited",
    "responsible_raw": "responsible_inherited",
    "result": "result_inherited",
}


def _cell(
    text: str,
    item: Record,
    findings: Sequence[Record],
    used: set[str],
    plans: Plans,
    starts: date | None,
    ends: date | None,
    *,
    years: bool,
) -> Rolled:
    """A cell of words: last year's findings put right where their words stand once, then years and terms."""
    reasons = []
    for one in findings:
        words = replacements.of_finding(one) if one["check"] not in (*_OWN_CHECKS, "number_format") else None
        quote = " ".join(str(one["quote"] or "").split())
        if words and text.count(quote) == 1:
            text = text.replace(quote, words)
            reasons.append(f"«{quote}» → «{words}»: {one['message']}")
            used.add(one["finding_id"])
    section = str(item["section"] or "")
    rolled = rolled_text(text, plans, section=section, starts=starts, ends=ends) if years else Rolled(text)
    return Rolled(rolled.text, (*reasons, *rolled.reasons), rolled.doubts)


def _period(row: Record) -> Period:
    """A period of the warehouse; what the federal calendar expects stands for what was printed."""
    expected = (row["expected_start"], row["expected_end"])
    suggested = expected if any(expected) else (row["suggested_start"], row["suggested_end"])
    return Period(
        row["raw"] or "",
        row["kind"] or "",
        row["start"],
        row["end"],
        flags=tuple(row["flags"] or ()),
        suggested_start=suggested[0],
        suggested_end=suggested[1],
        part_ordinal=row["part_ordinal"],
        year_confidence=row["year_confidence"],
    )


def _activities(item: Record, periods: Sequence[Period]) -> list[str]:
    """What each period is for: its bullet, or the row."""
    parts = {one["part_ordinal"]: one["text"] for one in item["parts"] or ()}
    return [str(parts.get(period.part_ordinal) or item["activity"] or "") for period in periods]


def _remark(item: Record, quote: str, why: str) -> Remark:
    base = remark({**item, **_NO_FINDING})
    return Remark("", "info", why, " ".join(quote.split()), base.cells, base.section)


_NO_FINDING = {"finding_id": "", "severity": "info", "message": "", "suggestion": "", "status": "open", "quote": ""}


def _line(item: Record, field: str, was: str, new: str | None, why: str) -> Line:
    place = ", ".join(filter(None, (item["section"], f"п. {item['number']}" if item["number"] else "")))
    return Line(place, field, was, new or was, why, changed=new is not None)


def _finding_line(one: Record) -> Line:
    place = ", ".join(filter(None, (one["section"], f"п. {one['number']}" if one["number"] else "")))
    return Line(place, "замечание", str(one["quote"] or ""), str(one["quote"] or ""), one["message"], changed=False)

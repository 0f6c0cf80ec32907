"""One order in the report: its head, its plan month by month, what was found in it, with quotes in context."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from ingest.outputs.context import CELLS, context
from ingest.outputs.labels import ACTIVITIES, BY_SEVERITY, LEVELS, SEVERITIES, STATUSES
from ingest.outputs.markup import Markup, joined, tag
from ingest.outputs.timeline import Timeline, drawn, timeline
from ingest.outputs.values import agreeing, shown
from ingest.questions.query import query

if TYPE_CHECKING:
    import duckdb

Record = Mapping[str, Any]
MAX_FINDINGS = 400
"""Findings shown of one order."""
KINDS = {"error": "ошибки", "warning": "вероятные ошибки", "info": "к сведению"}
HEAD_FIELDS = {
    "title": "Название",
    "issuer": "Кто издал",
    "level": "Уровень",
    "plan": "План",
    "signatory": "Подписал",
    "controller": "Контроль",
    "source_name": "Файл",
}


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """What the report says of one order."""

    order: Record
    plan: Timeline
    undated: int
    findings: Sequence[Record]
    titles: Mapping[str, str]

    @property
    def severities(self) -> Counter[str]:
        """Findings by severity."""
        return Counter(str(finding["severity"]) for finding in self.findings)


def order_facts(connection: duckdb.DuckDBPyConnection, order: Record) -> OrderFacts:
    """What the warehouse has of an order (a record of export_orders.sql)."""
    (facts,) = facts_of(connection, [order])
    return facts


def facts_of(connection: duckdb.DuckDBPyConnection, orders: Sequence[Record]) -> list[OrderFacts]:
    """What the warehouse has of several orders, in their order: three questions for all of them."""
    from warehouse.corpus.findings import checks

    ids = [order["order_id"] for order in orders]
    sections = _by_order(query(connection, "sections", [ids]))
    months = _by_order(query(connection, "timeline", [ids]))
    findings = _by_order(query(connection, "findings_in_context", [ids, False]))
    titles = {check.name: check.title for check in checks()}
    return [
        OrderFacts(
            order,
            timeline(
                [row["section"] for row in sections[order["order_id"]]],
                [(row["section"], row["month"], row["activities"]) for row in months[order["order_id"]]],
                (order["plan_start"], order["plan_end"]),
            ),
            sum(row["undated"] for row in sections[order["order_id"]]),
            findings[order["order_id"]],
            titles,
        )
        for order in orders
    ]


def _by_order(rows: Sequence[Record]) -> defaultdict[str, list[Record]]:
    found: defaultdict[str, list[Record]] = defaultdict(list)
    for row in rows:
        found[row["order_id"]].append(row)
    return found


def order_section(facts: OrderFacts) -> Markup:
    """The section of one order, with its order_id as anchor."""
    order = facts.order
    place = ", ".join(filter(None, (order["municipality"], order["region"]))) or "субъект РФ не установлен"
    return tag(
        "section",
        tag("h2", f"{order_name(order)} — {place}"),
        tag("p", order["order_id"], class_="soft"),
        head_list(order),
        tiles(facts),
        plan_by_month(facts),
        _by_check(facts),
        *_findings(facts),
        class_="order",
        id=order["order_id"],
    )


def head_list(order: Record) -> Markup:
    """What an order says of itself (a record of export_orders.sql)."""
    plan = " – ".join(shown(day) for day in (order["plan_start"], order["plan_end"]) if day)
    year = f"{order['academic_year']} ({plan})" if order["academic_year"] else None
    values = {**order, "plan": year, "level": LEVELS.get(order["level"] or "", order["level"])}
    rows = [joined(tag("dt", name), tag("dd", shown(values[key]))) for key, name in HEAD_FIELDS.items() if values[key]]
    note = tag("p", "Исправлено аналитиком: " + ", ".join(order["corrected"] or ()), class_="corrected")
    return joined(tag("dl", *rows, class_="head"), note if order["corrected"] else None)


def tiles(facts: OrderFacts) -> Markup:
    """The figures of an order."""
    found = facts.severities
    return tag(
        "div",
        counted(facts.order["activities"], ACTIVITIES),
        tile(facts.order["periods_resolved"], "сроков прочитано, %"),
        tile(facts.order["coverage"], "разобрано текста, %"),
        *(counted(found[code], words, code) for code, words in BY_SEVERITY.items()),
        class_="tiles",
    )


def plan_by_month(facts: OrderFacts) -> Markup | None:
    """Sections by months, drawn; None where nothing has dates."""
    if not facts.plan.months:
        return None
    notes = []
    if facts.undated:
        notes.append(f"без дат (постоянно, по графику, не указано): {facts.undated}")
    if facts.plan.outside:
        notes.append(f"далеко за пределами плана: {facts.plan.outside}")
    return joined(
        tag("h3", "План по месяцам"),
        tag("div", drawn(facts.plan), class_="scroll"),
        tag("p", "Мероприятия " + "; ".join(notes), class_="soft") if notes else None,
    )


def _by_check(facts: OrderFacts) -> Markup | None:
    counts = Counter((str(finding["check"]), str(finding["severity"])) for finding in facts.findings)
    if not counts:
        return None
    most = max(counts.values())
    rows = [
        tag(
            "tr",
            tag("td", facts.titles.get(check, check)),
            tag("td", SEVERITIES[severity]),
            tag("td", count, class_="number"),
            tag("td", tag("span", class_=f"meter {severity}", style=f"width:{max(6, 300 * count // most)}px")),
        )
        for (check, severity), count in sorted(counts.items(), key=_worst_first)
    ]
    return joined(tag("h3", "Что найдено"), tag("table", tag("tbody", *rows)))


def _worst_first(counted: tuple[tuple[str, str], int]) -> tuple[int, int, str]:
    (check, severity), count = counted
    return list(KINDS).index(severity), -count, check


def _findings(facts: OrderFacts) -> Iterator[Markup]:
    if not facts.findings:
        yield tag("p", "Замечаний нет.", class_="soft")
        return
    yield tag("h3", "Замечания в порядке чтения")
    for finding in facts.findings[:MAX_FINDINGS]:
        yield finding_card(finding, facts.titles)
    if len(facts.findings) > MAX_FINDINGS:
        rest = len(facts.findings) - MAX_FINDINGS
        yield tag(
            "p", f"Ещё замечаний: {rest}. Все показывает dorkarta findings {facts.order['order_id']}.", class_="soft"
        )


def finding_card(finding: Record, titles: Mapping[str, str]) -> Markup:
    """One finding (a record of findings_in_context.sql); `titles` are those of the checks by name."""
    where = (finding["section"], f"п. {finding['number'].rstrip('.')}" if finding["number"] else "", finding["locator"])
    status = STATUSES[finding["status"]] if finding["status"] != "open" else None
    return tag(
        "article",
        tag(
            "div",
            tag("span", SEVERITIES[finding["severity"]], class_="badge"),
            " ",
            tag("span", finding["message"], class_="what"),
            tag("span", f" · {status}", class_="soft") if status else None,
        ),
        tag("div", ", ".join(filter(None, where)), class_="place") if any(where) else None,
        _quoted(finding),
        tag("div", f"Предложение: {finding['suggestion']}", class_="suggestion") if finding["suggestion"] else None,
        tag("div", f"{titles.get(finding['check'], '')} · {finding['finding_id']}", class_="place"),
        class_=f"finding {finding['severity']}",
    )


def _quoted(finding: Record) -> Markup | None:
    found = context(finding)
    if found is None:
        return None
    words = (found.before, tag("mark", found.quote) if found.quote else None, found.after)
    activity = shorten(str(finding["activity"] or ""), 200, placeholder=" …")
    return joined(
        _cell(CELLS["activity"], activity) if activity and found.cell != CELLS["activity"] else None,
        _cell(found.cell, *words),
    )


def _cell(name: str, *words: str | None) -> Markup:
    return tag("div", tag("span", f"{name}: ", class_="soft"), *words, class_="context")


def tile(value: object, name: str, kind: str = "") -> Markup:
    """A figure with its name under it."""
    return tag("div", tag("b", shown(value)), tag("span", name), class_=f"tile {kind}".strip())


def counted(count: int, words: tuple[str, str, str], kind: str = "") -> Markup:
    """A tile of things counted, the word agreeing with the number."""
    return tile(count, agreeing(count, *words), kind)


def order_name(order: Record) -> str:
    """'№ 337 от 26.09.2024'."""
    number = f"№ {order['number']}" if order["number"] else "без номера"
    day = f" от {order['signed_on']:%d.%m.%Y}" if order["signed_on"] else ""
    return f"{number}{day}"

"""Runs the checks: every .sql file of checks/ selects the rows that offend; what says the same is one finding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

import duckdb

from warehouse.corpus.grouping import Finding, Grouped, grouped
from warehouse.corpus.reviews import Review, Status
from warehouse.errors import WarehouseError
from warehouse.ids import finding_id, normalised
from warehouse.sql import Header, literals, sql_files

SEVERITIES = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Check:
    """A check: `message` is a Russian sentence with {columns} of the select.

    Findings of one order with one message, severity and suggestion are one finding with many places; a column `same`
    of the select tells better what is the same (a term in all its cases).
    `holds_back` names checks whose findings about rows of the same table follow from this one: they are not told.
    `yields_to` names stronger checks: where one of them has a finding on the same words of the same item, or on words
    that these are part of, this one is silent. `across`: it reads rows of other orders, of items matched with the one
    that it is about or of orders named in its order's notes; every other check reads one order at a time. `fires` and
    `passes` are YAML rows by table.
    `demoted` says why its findings count one severity less: too few were right on orders it was not written for.
    """

    name: str
    sql: str
    severity: str
    title: str
    message: str
    yields_to: tuple[str, ...] = ()
    holds_back: tuple[str, ...] = ()
    fires: tuple[str, ...] = ()
    passes: tuple[str, ...] = ()
    across: bool = False
    demoted: str = ""


def parse(name: str, text: str) -> Check:
    """Read a check from its file; ValueError where its header lacks severity, title or message."""
    header = Header.of(text)
    if header.one("severity") not in SEVERITIES or not header.one("title") or not header.one("message"):
        raise ValueError(f"{name}: the header needs severity ({', '.join(SEVERITIES)}), title and message")
    return Check(
        name=name,
        sql=text,
        severity=header.one("severity"),
        title=header.one("title"),
        message=header.one("message"),
        yields_to=header.names("yields_to"),
        holds_back=header.names("holds_back"),
        fires=header.all("fires"),
        passes=header.all("passes"),
        across=bool(header.one("across")),
        demoted=header.one("demoted"),
    )


@cache
def checks() -> tuple[Check, ...]:
    """All checks, by name."""
    return tuple(parse(name, text) for name, text in sql_files("corpus/checks"))


def run(connection: duckdb.DuckDBPyConnection) -> Grouped:
    """What all checks find on a database, as yet undecided: rows of `findings` and `finding_places`."""
    return settled(connection, told(connection, checks()))


def told(connection: duckdb.DuckDBPyConnection, some: Iterable[Check]) -> list[Finding]:
    """What some checks find, each by itself: rows of internal.told."""
    return [finding for check in some for finding in offending(connection, check)]


def settled(connection: duckdb.DuckDBPyConnection, found: Iterable[Finding]) -> Grouped:
    """What all checks together say of some orders: what follows from another finding goes, what is alike is one."""
    by_check: dict[str, list[Finding]] = {check.name: [] for check in checks()}
    for finding in found:
        by_check[str(finding["check"])].append(finding)
    said = _Told(by_check)
    corrected = _corrected_periods(connection)
    held = {name for check in checks() if by_check[check.name] for name in check.holds_back}
    doubtful = _doubtful_items(connection) if held else set()
    return grouped(
        finding
        for check in checks()
        for finding in by_check[check.name]
        if not said.by(check.yields_to, finding)
        and _fact(finding) not in corrected
        and not (check.name in held and finding["item_id"] in doubtful)
    )


def decide(connection: duckdb.DuckDBPyConnection, decisions: Iterable[Review]) -> None:
    """Set the status of every finding and place to what analysts decided: of the place itself, else of the finding."""
    decided = list(decisions)
    ids, statuses = literals(one.finding_id for one in decided), literals(one.status for one in decided)
    connection.execute(f"CREATE TEMP TABLE decided AS SELECT unnest({ids}) AS decided_id, unnest({statuses}) AS status")
    connection.execute(
        f"""UPDATE finding_places SET status = coalesce(
            (SELECT status FROM decided WHERE decided_id = place_id),
            (SELECT status FROM decided WHERE decided_id = finding_id),
            '{Status.OPEN}')"""
    )
    connection.execute(
        f"""UPDATE findings SET status = placed.status
        FROM (
            SELECT finding_id, CASE
                WHEN bool_and(status = '{Status.DISMISSED}') THEN '{Status.DISMISSED}'
                WHEN bool_or(status = '{Status.OPEN}') THEN '{Status.OPEN}'
                ELSE '{Status.ACCEPTED}'
            END AS status
            FROM finding_places GROUP BY finding_id
        ) AS placed
        WHERE findings.finding_id = placed.finding_id"""
    )
    connection.execute("DROP TABLE decided")


class _Told:
    """What the checks found, by check and place, to tell one cause from two."""

    def __init__(self, found: Mapping[str, list[Finding]]) -> None:
        self._quotes: dict[tuple[str, object], list[tuple[int, str]]] = defaultdict(list)
        for name, rows in found.items():
            for finding in rows:
                place, quote = _fact(finding)
                self._quotes[name, place].append((_weight(finding), quote))

    def by(self, stronger: Iterable[str], finding: Finding) -> bool:
        """Whether one of the checks has a finding on the same words, or on more words that hold these.

        One that counts less tells of less: a warning never gives way to what is only for information.
        """
        place, quote = _fact(finding)
        told = (one for name in stronger for one in self._quotes.get((name, place), ()))
        quotes = (whole for weight, whole in told if weight >= _weight(finding))
        return any(quote == whole or (quote and f" {quote} " in f" {whole} ") for whole in quotes)


def _weight(finding: Finding) -> int:
    """The more, the worse."""
    return -SEVERITIES.index(str(finding["severity"]))


def _doubtful_items(connection: duckdb.DuckDBPyConnection) -> set[object]:
    """The rows of tables whose layout is doubtful: what they seem to lack may be our own misreading."""
    rows = connection.execute(
        "SELECT item_id FROM items JOIN order_notes USING (order_id, table_no) WHERE kind = 'layout_doubtful'"
    )
    return {item_id for (item_id,) in rows.fetchall()}


def _corrected_periods(connection: duckdb.DuckDBPyConnection) -> set[tuple[object, str]]:
    """The printed words of periods that an analyst put right: nothing said about them is open any more."""
    rows = connection.execute("SELECT item_id, raw FROM periods WHERE len(corrected) > 0 AND raw <> ''").fetchall()
    return {(item_id, normalised(raw)) for item_id, raw in rows}


def offending(connection: duckdb.DuckDBPyConnection, check: Check) -> Iterator[Finding]:
    """What one check finds; rows about the same words of the same item are one finding with all they relate to.

    WarehouseError, naming the file, where its SQL is wrong.
    """
    try:
        result = connection.execute(
            f"""SELECT offending.*, items.page_from AS item_page, items.seq AS item_seq
        FROM (\n{check.sql}\n) AS offending LEFT JOIN items ON offending.item_id::VARCHAR = items.item_id
        ORDER BY ALL"""
        )
    except duckdb.Error as error:
        raise WarehouseError(f"Проверка {check.name}.sql не выполняется: {str(error).splitlines()[0]}") from error
    columns = [column[0] for column in result.description or ()]
    merged: dict[str, Finding] = {}
    for values in result.fetchall():
        finding = _finding(check, dict(zip(columns, values, strict=True)))
        first = merged.setdefault(str(finding["finding_id"]), finding)
        if first is not finding:
            first["related"] = sorted({*_list(first["related"]), *_list(finding["related"])})
    yield from merged.values()


def _finding(check: Check, row: Mapping[str, object]) -> Finding:
    about = str(row.get("item_id") or row["order_id"])
    message = check.message.format_map({name: _printed(value) for name, value in row.items()})
    return {
        "finding_id": finding_id(check.name, about, row.get("quote") or row.get("same")),
        "order_id": row["order_id"],
        "item_id": row.get("item_id"),
        "check": check.name,
        "severity": _severity(check, str(row.get("severity") or check.severity)),
        "quote": row.get("quote") or "",
        "page": row.get("page") or row.get("item_page"),
        "message": message,
        "suggestion": row.get("suggestion"),
        "related": _list(row.get("related")),
        "same": row.get("same") or message,
        "seq": row.get("item_seq"),
    }


def _severity(check: Check, printed: str) -> str:
    """The severity that a finding has; one less for a demoted check."""
    place = SEVERITIES.index(printed) + bool(check.demoted)
    return SEVERITIES[min(place, len(SEVERITIES) - 1)]


def _fact(finding: Finding) -> tuple[object, str]:
    return finding["item_id"] or finding["order_id"], normalised(finding["quote"])


def _list(value: object) -> list[str]:
    return [str(item) for item in value] if isinstance(value, (list, tuple)) else []


def _printed(value: object) -> str:
    """A value as Russian text has it: 12.11.2024 for a date, nothing for NULL."""
    if isinstance(value, date):
        return value.strftime("%d.%m.%Y")
    return "" if value is None else str(value)

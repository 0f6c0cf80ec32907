"""Measures orders as they are pasted from portals and mail, by several hands (tests/cases: wild, reading.jsonl).

    .venv/bin/python -m benchmarks.wild                 # one line of figures for each file of cases
    .venv/bin/python -m benchmarks.wild --list hand1    # and every difference in one of them
    .venv/bin/python -m benchmarks.wild --checks        # precision of each check, by the labels of findings.csv

A row is right when its activity reads as labelled, word for word. Dates are compared on those rows as sets of (start,
end); a wrong one is silent where neither a flag nor a finding of severity error or warning stands at its row or, for
a doubtful layout, at its order. What the labels leave open (null) is not compared.
"""

from __future__ import annotations

import argparse
import csv
import json
import re
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Record = dict[str, Any]
Pair = tuple[Record, Record]
CASES = Path(__file__).resolve().parents[2] / "tests" / "cases"
FILES = {"reading": CASES / "reading.jsonl"} | {path.stem: path for path in sorted((CASES / "wild").glob("*.jsonl"))}
LABELS = CASES / "wild" / "findings.csv"
"""Every finding of severity error or warning on the hands' orders, read and judged: right 1, wrong 0."""
OF_THE_ORDER = ("layout_doubtful",)
"""Checks whose finding at the order warns of every row in it."""


@dataclass(slots=True)
class Score:
    """Counts of one file of cases; each pair is (right, compared). `misses`: one line for each difference."""

    orders: int = 0
    rejected: int = 0
    expected: int = 0
    read: int = 0
    right: int = 0
    numbers: list[int] = field(default_factory=lambda: [0, 0])
    dates: list[int] = field(default_factory=lambda: [0, 0])
    silent_wrong: int = 0
    silent_lost: int = 0
    responsibles: list[int] = field(default_factory=lambda: [0, 0])
    head: list[int] = field(default_factory=lambda: [0, 0])
    planted: list[int] = field(default_factory=lambda: [0, 0])
    findings: list[int] = field(default_factory=lambda: [0, 0])
    misses: list[str] = field(default_factory=list)

    def compare(self, pair: list[int], same: bool, miss: str) -> bool:
        """One more comparison."""
        pair[0] += same
        pair[1] += 1
        if not same:
            self.misses.append(miss)
        return same


@dataclass(frozen=True, slots=True)
class Loaded:
    """The tables of a warehouse that are compared, by order or by item."""

    orders: dict[str, Record]
    items: dict[str, list[Record]]
    periods: dict[str, list[Record]]
    responsibles: dict[str, list[Record]]
    findings: dict[str, list[Record]]


def cases_of(name: str) -> list[Record]:
    """The cases of a file by its short name: hand1, hand2, reading."""
    return [json.loads(line) for line in FILES[name].read_text(encoding="utf-8").splitlines() if line.strip()]


def bare(text: str | None) -> str:
    """Letters and digits only: what remains of an activity when punctuation, case and blanks don't count."""
    return re.sub(r"[\W_]+", "", (text or "").lower())


def load_cases(cases: Iterable[Record], folder: Path) -> Loaded:
    """All texts of the cases in one warehouse; `folder`: an empty one."""
    from ingest import api

    given, curated = folder / "in", folder / "curated"
    given.mkdir()
    for case in cases:
        (given / f"{case['id']}.txt").write_text(case["text"], encoding="utf-8", newline="\n")
    api.load([given], curated)
    with api.open(curated) as connection:
        return _loaded(connection)


def _loaded(connection: Any) -> Loaded:
    def grouped(statement: str, key: str) -> dict[str, list[Record]]:
        found: dict[str, list[Record]] = defaultdict(list)
        for row in _rows(connection, statement):
            found[row[key]].append(row)
        return found

    orders = _rows(connection, "SELECT * FROM orders")
    items = "SELECT * FROM items WHERE NOT is_group AND NOT activity_inherited ORDER BY order_id, seq"
    return Loaded(
        {Path(order["source_name"]).stem: order for order in orders},
        grouped(items, "order_id"),
        grouped("SELECT * FROM periods ORDER BY item_id, ordinal", "item_id"),
        grouped("SELECT * FROM responsibles ORDER BY item_id, ordinal", "item_id"),
        grouped("SELECT * FROM findings WHERE severity IN ('error', 'warning')", "order_id"),
    )


def _rows(connection: Any, statement: str) -> list[Record]:
    cursor = connection.execute(statement)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def score(cases: Sequence[Record], loaded: Loaded) -> Score:
    """Compares every case with what was read."""
    result = Score()
    for case in cases:
        _score_case(result, case, loaded)
    return result


def _score_case(result: Score, case: Record, loaded: Loaded) -> None:
    expect, order = case["expect"], loaded.orders.get(case["id"])
    wanted = expect.get("rows", [])
    result.orders += 1
    result.expected += len(wanted)
    if order is None:
        result.rejected += 1
        if "reject_or_rows" not in expect:
            result.misses.append(f"{case['id']}: rejected ({case['kind']})")
        return
    items = loaded.items.get(order["order_id"], [])
    pairs = list(_pairs(wanted, items, bare(case["id"])))
    findings = loaded.findings.get(order["order_id"], [])
    _score_rows(result, case, wanted, items, pairs)
    for row, item in pairs:
        _score_item(result, case["id"], row, item, loaded, findings)
    _score_head(result, case["id"], expect.get("head") or {}, order)
    _score_findings(result, case, findings)


def _score_rows(
    result: Score, case: Record, wanted: Sequence[Record], items: Sequence[Record], pairs: Sequence[Pair]
) -> None:
    """Rows read count against precision only where the labels name every row of the order."""
    result.right += len(pairs)
    all_named = len(wanted) == case["expect"].get("nrows", -1)
    result.read += len(items) if all_named or not wanted else len(pairs)
    met = {id(row) for row, _ in pairs}
    result.misses.extend(f"{case['id']}: no row «{row['a']}»" for row in wanted if id(row) not in met)
    found = {id(item) for _, item in pairs}
    extra = [item for item in items if id(item) not in found] if all_named or not wanted else []
    result.misses.extend(f"{case['id']}: row too many {item['number']} «{item['activity']}»" for item in extra)


def _pairs(wanted: Iterable[Record], items: Iterable[Record], tag: str) -> Iterator[Pair]:
    """Each labelled row with the first row read that has its text and is not yet taken; `tag` stands in no label."""
    left = list(items)
    for row in wanted:
        text = bare(row["a"])
        for item in left:
            printed = bare(item["activity"]).replace(tag, "")
            if printed == text or (row.get("sub") and printed.startswith(text)):
                left.remove(item)
                yield row, item
                break


def _score_item(
    result: Score, name: str, row: Record, item: Record, loaded: Loaded, findings: Sequence[Record]
) -> None:
    place = f"{name}: «{row['a'][:60]}»"
    if row.get("n") is not None:
        number = (item["number"] or "").strip().rstrip(".")
        result.compare(result.numbers, number == row["n"], f"{place} number {number!r} for {row['n']!r}")
    if row.get("r") is not None:
        read = sorted(_mention(one["mention"]) for one in loaded.responsibles.get(item["item_id"], []))
        wanted = sorted(map(_mention, row["r"]))
        result.compare(result.responsibles, read == wanted, f"{place} responsibles {read} for {wanted}")
    if row.get("d") is not None:
        _score_dates(result, place, row, loaded.periods.get(item["item_id"], []), _warned(item, findings))


def _mention(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"[«»“”]", '"', text)).strip(" .,;").lower()


def _warned(item: Record, findings: Iterable[Record]) -> bool:
    return any(found["item_id"] == item["item_id"] or found["check"] in OF_THE_ORDER for found in findings)


def _score_dates(result: Score, place: str, row: Record, periods: Sequence[Record], warned: bool) -> None:
    dated = [period for period in periods if period["start_date"] or period["end_date"]]
    read = sorted((str(one["start_date"] or ""), str(one["end_date"] or "")) for one in dated)
    wanted = sorted(map(tuple, row["d"]))
    silent = not warned and not any(period["flags"] for period in periods)
    word = " SILENT" if silent else ""
    if not result.compare(result.dates, read == wanted, f"{place}{word} dates {read} for {wanted}") and silent:
        result.silent_wrong += bool(read)
        result.silent_lost += not read


def _score_head(result: Score, name: str, head: Record, order: Record) -> None:
    for column, value in head.items():
        if column == "municipality_has":
            same = value in (order["municipality"] or "").lower()
            result.compare(result.head, same, f"{name}: municipality {order['municipality']!r} for {value!r}")
        else:
            read = None if order[column] is None else str(order[column])
            result.compare(result.head, read == value, f"{name}: {column} {read!r} for {value!r}")


def _score_findings(result: Score, case: Record, findings: Sequence[Record]) -> None:
    """Planted errors found, and findings that meet one: of a check that the labels name."""
    expect = case["expect"]
    planted = [plant["check"] for plant in case.get("planted", [])] or list(expect.get("check", []))
    for check in planted:
        found = any(finding["check"] == check for finding in findings)
        result.compare(result.planted, found, f"{case['id']}: not found {check}")
    named = {*planted, *expect.get("check", []), *expect.get("check_any", [])}
    for finding in findings:
        told = f"{case['id']}: finding {finding['check']} {finding['severity']} {finding['message']}"
        result.compare(result.findings, finding["check"] in named, told)


def line_of(name: str, result: Score) -> str:
    """The figures of one file of cases in one line."""

    def share(part: int, whole: int) -> str:
        return f"{part}/{whole} = {part / max(1, whole):.1%}"

    return (
        f"{name:<8} rows {share(result.right, result.expected)}, precision {share(result.right, result.read)}, "
        f"rejected {result.rejected} of {result.orders}, numbers {share(*result.numbers)}, "
        f"dates {share(*result.dates)}, silent wrong {result.silent_wrong}, silent lost {result.silent_lost}, "
        f"responsibles {share(*result.responsibles)}, heads {share(*result.head)}, "
        f"planted {share(*result.planted)}, findings right {share(*result.findings)}"
    )


def measure(name: str) -> Score:
    """Loads and compares one file of cases."""
    cases = cases_of(name)
    with tempfile.TemporaryDirectory() as folder:
        return score(cases, load_cases(cases, Path(folder)))


@dataclass(slots=True)
class Fired:
    """What one check found on the hands' orders: right, wrong, and not yet judged."""

    right: int = 0
    wrong: int = 0
    unlabelled: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        """0..1 of those judged."""
        return self.right / max(1, self.right + self.wrong)


def labels() -> dict[tuple[str, str, str], bool]:
    """(order, check, message) -> whether the finding is right."""
    with LABELS.open(encoding="utf-8", newline="") as lines:
        return {(row["order"], row["check"], row["message"]): row["right"] == "1" for row in csv.DictReader(lines)}


def by_check(names: Iterable[str]) -> dict[str, Fired]:
    """Loads the hands' orders and judges every finding by its label."""
    judged, found = labels(), defaultdict[str, Fired](Fired)
    for name in names:
        cases = cases_of(name)
        with tempfile.TemporaryDirectory() as folder:
            loaded = load_cases(cases, Path(folder))
        for case in cases:
            order = loaded.orders.get(case["id"])
            for finding in loaded.findings.get(order["order_id"], []) if order else ():
                message = " ".join(finding["message"].split())
                right = judged.get((case["id"], finding["check"], message))
                fired = found[finding["check"]]
                fired.right += right is True
                fired.wrong += right is False
                if right is None:
                    fired.unlabelled.append(f"{case['id']}: {message}")
    return found


def print_checks() -> None:
    """One line for each check that fired."""
    for check, fired in sorted(by_check(name for name in FILES if name.startswith("hand")).items()):
        judged = fired.right + fired.wrong
        print(f"{check:<26} right {fired.right}/{judged} = {fired.precision:.2f}, not labelled {len(fired.unlabelled)}")
        for told in fired.unlabelled:
            print("   ", told)


def main() -> None:
    """Loads, measures, prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--list", default="", choices=["", *FILES], help="the file whose differences are printed")
    parser.add_argument("--checks", action="store_true", help="precision of each check instead")
    if parser.parse_args().checks:
        print_checks()
        return
    for name in [arguments.list] if (arguments := parser.parse_args()).list else FILES:
        result = measure(name)
        print(line_of(name, result))
        for miss in result.misses if arguments.list else ():
            print("   ", miss)


if __name__ == "__main__":
    main()

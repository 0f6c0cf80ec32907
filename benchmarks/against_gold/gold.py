"""Measures a loaded warehouse against the labelled orders: one table, one row per order.

Run as a program it loads data/raw into a folder of its own, under other file names, and prints the table:

    .venv/bin/python -m benchmarks.gold
"""

from __future__ import annotations

import argparse
import re
import shutil
import tempfile
from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from benchmarks.gold_data import GoldOrder, Item, PeriodRow, load_gold

Row = dict[str, Any]
Pair = tuple[Item, Row]
RAW = Path(__file__).resolve().parents[2] / "data" / "raw"


@dataclass(frozen=True, slots=True)
class Score:
    """Shares 0..1 of one order; `undated` counts dates given where gold has none, `head` lists wrong columns."""

    order: str
    recall: float
    precision: float
    section: float
    number: float
    sequence: float
    period_cell: float
    responsible: float
    result: float
    actions: float
    dated: float
    undated: int
    persons: float
    acts: float
    coverage: float
    noise: float
    head: tuple[str, ...]
    misses: tuple[str, ...] = ()


def score_order(connection: Any, order_id: str, gold: GoldOrder) -> Score:
    """Compares one loaded order with its gold."""
    items = _select(connection, "select * from items where order_id = ? order by seq", order_id)
    (order,) = _select(connection, "select * from orders where order_id = ?", order_id)
    pairs = pair_items(gold.items, items)
    misses: list[str] = _unpaired(gold.items, items, pairs)

    def share(name: str, wanted: Iterable[tuple[Any, Any]]) -> float:
        compared = list(wanted)
        misses.extend(f"{name}: {expected!r} != {got!r}" for expected, got in compared if expected != got)
        return sum(expected == got for expected, got in compared) / len(compared) if compared else 1.0

    actions = _grouped(
        connection, "select item_id, level, text from actions where order_id = ? order by ordinal", order_id
    )
    dated, undated = _score_periods(connection, order_id, gold, pairs, misses)
    return Score(
        order=gold.name,
        recall=len(pairs) / len(gold.items),
        precision=len(pairs) / max(1, len(items)),
        section=share("section", ((_text(g.get("section")), _text(i["section"])) for g, i in pairs)),
        number=share("number", ((_number(g.get("number")), _number(i["number"])) for g, i in pairs)),
        sequence=_in_sequence(pairs),
        period_cell=share("period", ((_text(g.get("period_raw")), _text(i["period_raw"])) for g, i in pairs)),
        responsible=share("responsible", _responsible_lists(connection, order_id, pairs)),
        result=share("result", ((_text(g.get("result")), _text(i["result"])) for g, i in pairs)),
        actions=share("actions", ((_gold_actions(g), _actions(actions[i["item_id"]])) for g, i in pairs)),
        dated=dated,
        undated=undated,
        persons=_share_found([p["name"] for p in gold.persons], _names(connection, order_id), "person", misses),
        acts=_share_found([_act(a) for a in gold.acts], _acts(connection, order_id), "act", misses),
        coverage=order["coverage"],
        noise=order["noise"],
        head=tuple(_wrong_head(gold.head, order)),
        misses=tuple(misses),
    )


def pair_items(wanted: Sequence[Item], found: Sequence[Row]) -> list[Pair]:
    """Gold items with the item of the same activity text; equal texts are told apart by number, then by order."""
    free: dict[str, deque[Row]] = defaultdict(deque)
    for row in found:
        free[_text(row["activity"])].append(row)
    pairs = []
    for item in wanted:
        rows = free[_text(item["activity"])]
        if rows:
            same = next((row for row in rows if _number(row["number"]) == _number(item.get("number"))), rows[0])
            rows.remove(same)
            pairs.append((item, same))
    return pairs


def _unpaired(wanted: Sequence[Item], found: Sequence[Row], pairs: Sequence[Pair]) -> list[str]:
    seqs = {gold["seq"] for gold, _ in pairs}
    ids = {row["item_id"] for _, row in pairs}
    lost = [f"lost: {item.get('number')} {item['activity']}" for item in wanted if item["seq"] not in seqs]
    return lost + [f"extra: {row['number']} {row['activity']}" for row in found if row["item_id"] not in ids]


def _in_sequence(pairs: Sequence[Pair]) -> float:
    """The longest part of the items that stands in gold's order of reading."""
    tails: list[int] = []
    for _, row in sorted(pairs, key=lambda pair: pair[0]["seq"]):
        place = next((n for n, tail in enumerate(tails) if tail >= row["seq"]), len(tails))
        tails[place : place + 1] = [row["seq"]]
    return len(tails) / max(1, len(pairs))


def _score_periods(
    connection: Any, order_id: str, gold: GoldOrder, pairs: Sequence[Pair], misses: list[str]
) -> tuple[float, int]:
    """(share of gold's dated periods with exact start, end and year basis; number of dates where gold has none)."""
    read = _grouped(
        connection,
        "select item_id, start_date, end_date, year_basis from periods where order_id = ? order by ordinal",
        order_id,
    )
    right = total = undated = 0
    for cell, items in _printed_cells(gold, pairs):
        got = [tuple("" if value is None else str(value) for value in period) for i in items for period in read[i]]
        wanted = [(row["start"], row["end"], row["year_basis"]) for row in cell]
        dated = [period for period in wanted if period[0] or period[1]]
        hits = sum(a == b for a, b in zip(dated, [p for p in got if p[0] or p[1]], strict=False))
        right, total = right + hits, total + len(dated)
        undated += 0 if dated else sum(bool(p[0] or p[1]) for p in got)
        if hits < len(dated) or (not dated and any(p[0] or p[1] for p in got)):
            misses.append(f"periods of {cell[0]['raw']!r}: {wanted} != {got}")
    return right / max(1, total), undated


def _responsible_lists(connection: Any, order_id: str, pairs: Sequence[Pair]) -> list[tuple[list[str], list[str]]]:
    """(gold's list, ours) per item, as entities: '000' and 'ООО' are one where both are read as one department.

    Where one printed cell holds for several activities and does not print which of its lines is whose, the whole cell
    is right for each of them: gold's shares there are its reader's knowledge (kuzbass-2023-3654, row 6).
    """
    read = _grouped(
        connection,
        "select item_id, mention, canonical from responsibles where order_id = ? order by ordinal",
        order_id,
    )
    entities = {_text(mention): canonical for rows in read.values() for mention, canonical in rows}
    cells: dict[tuple[object, ...], list[Pair]] = defaultdict(list)
    for gold, row in pairs:
        cells[row["table_no"], row["section"], row["number"], row["responsible_raw"], row["locator"]].append(
            (gold, row)
        )
    lists = []
    for shared in cells.values():
        for gold, row in shared:
            expected = [entities.get(name, name) for name in _texts(gold.get("responsible"))]
            got = [canonical for _, canonical in read[row["item_id"]]]
            printed = {entities.get(n, n) for other, _ in shared for n in _texts(other.get("responsible"))}
            lists.append((got if len(shared) > 1 and set(got) == printed else expected, got))
    return lists


def _printed_cells(gold: GoldOrder, pairs: Sequence[Pair]) -> list[tuple[list[PeriodRow], list[str]]]:
    """(gold's readings of a printed cell, the items that share the cell): one item, or the items split from one row."""
    by_raw: dict[str, list[PeriodRow]] = defaultdict(list)
    for row in gold.periods:
        by_raw[_text(row["raw"])].append(row)
    cells = []
    pending: list[Pair] = []
    for item, row in pairs:
        raw = _text(item.get("period_raw"))
        if raw in by_raw:
            readings = _of_section(by_raw[raw], item)
            cells.append((readings, [row["item_id"]]))
            continue
        pending = (
            [*pending, (item, row)] if pending and pending[-1][0].get("number") == item.get("number") else [(item, row)]
        )
        whole = " ".join(_text(part.get("period_raw")) for part, _ in pending)
        if whole in by_raw:
            cells.append((by_raw[whole], [part["item_id"] for _, part in pending]))
    return cells


def _of_section(rows: list[PeriodRow], item: Item) -> list[PeriodRow]:
    """The readings that hold in the item's section, where the same words mean different dates in different ones."""
    section, appendix = str(item.get("section", "")), f"П{item.get('appendix', '')}"

    def holds(row: PeriodRow) -> bool:
        hints = row["section_hint"].split(",")
        return any(hint == appendix or (hint and re.match(rf"{re.escape(hint)}(?!\d)", section)) for hint in hints)

    return [row for row in rows if holds(row)] or rows


def _select(connection: Any, statement: str, *values: object) -> list[Row]:
    cursor = connection.execute(statement, list(values))
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _grouped(connection: Any, statement: str, order_id: str) -> dict[str, list[tuple[Any, ...]]]:
    grouped: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for key, *rest in connection.execute(statement, [order_id]).fetchall():
        grouped[key].append(tuple(rest))
    return grouped


def _text(value: object) -> str:
    return " ".join(str(value or "").split())


def _texts(values: Iterable[object] | None) -> list[str]:
    return [_text(value) for value in values or ()]


def _number(value: object) -> str:
    return _text(value).rstrip(".")


def _gold_actions(item: Item) -> list[tuple[str, str]]:
    return _actions((action["level"], action["text"]) for action in item.get("actions", ()))


def _actions(actions: Iterable[Sequence[str]]) -> list[tuple[str, str]]:
    """Level names compare without the word 'уровень', which the caption prints and gold leaves out."""
    return [(_text(level.replace("уровень", "")), _text(text)) for level, text in actions]


def _names(connection: Any, order_id: str) -> set[str]:
    return {
        name
        for (name,) in connection.execute("select name from order_persons where order_id = ?", [order_id]).fetchall()
    }


def _acts(connection: Any, order_id: str) -> set[tuple[str, str, str]]:
    return {_act(row) for row in _select(connection, "select * from acts where order_id = ?", order_id)}


def _act(row: Row) -> tuple[str, str, str]:
    return (_text(row["act_type"]).casefold(), str(row["signed_on"]), _text(row["number"]))


def _share_found(wanted: Sequence[Any], found: set[Any], name: str, misses: list[str]) -> float:
    lost = [value for value in wanted if value not in found]
    misses.extend(f"{name}: {value!r} not in {sorted(map(str, found))}" for value in lost)
    return 1 - len(lost) / max(1, len(wanted))


def _wrong_head(gold: dict[str, str], order: Row) -> list[str]:
    def plain(value: object) -> str:
        return re.sub(r"[\s‐-―-]+", "", str(value or "")).casefold()

    return [
        f"{name}: {expected!r} != {order.get(name)!r}"
        for name, expected in gold.items()
        if name != "order" and plain(expected) != plain(order.get(name))
    ]


def load_copies(target: Path) -> dict[str, str]:
    """Loads copies of data/raw under meaningless names; returns gold's order name -> order_id."""
    from ingest import api

    folder = target / "in"
    folder.mkdir(parents=True)
    names = {}
    for number, path in enumerate(sorted(RAW.glob("*.txt")), 1):
        names[f"file{number}.txt"] = path.stem
        shutil.copyfile(path, folder / f"file{number}.txt")
    report = api.load([folder], target / "curated")
    return {names[outcome.source_name]: outcome.order_id for outcome in report.outcomes}


def print_scores(scores: Sequence[Score], *, misses: bool) -> None:
    """One row per order, then what differs."""
    columns = [field.name for field in fields(Score) if field.name not in ("head", "misses")]
    print("  ".join(f"{name:>11}" if name != "order" else f"{name:<31}" for name in columns))
    for score in scores:
        values = [getattr(score, name) for name in columns[1:]]
        shown = [f"{value:>11.2%}" if isinstance(value, float) else f"{value:>11}" for value in values]
        print("  ".join([f"{score.order:<31}", *shown]))
    for score in scores:
        for line in score.head + (score.misses if misses else ()):
            print(f"{score.order}: {line}")


def main() -> None:
    """Loads, measures, prints."""
    from ingest import api

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="print every difference")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        ids = load_copies(Path(folder))
        with api.open(Path(folder) / "curated") as connection:
            scores = [score_order(connection, ids[gold.name], gold) for gold in load_gold()]
    print_scores(scores, misses=arguments.misses)


if __name__ == "__main__":
    main()

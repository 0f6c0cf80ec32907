"""Synthetic orders made of the words of the real ones: wordings of their own, copies from region to municipality.

A region signs one order a year, its municipalities take over most of its activities and add their own. Rows come with
what the program reads of real rows (periods, responsibles, damage, terms), so that findings are as frequent as there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np

from normalize.activities.fingerprints import minhash
from warehouse import ids
from warehouse.records import OrderRecords, Row
from warehouse.schema import TABLES

ITEMS = 100
REGIONS = tuple(f"{code:02}" for code in range(1, 90))
MUNICIPALITIES = 10
FIRST_YEAR = 2016
TAKEN_OVER = 0.8
"""The share of a municipal order that is its region's, word for word."""
USUAL = 0.5
"""The share of a region's order that other regions word in the same way."""
SIGNS_CHANGED = 24
"""Signs of a meaning that exchanged words change, of 256."""
OF_ITEM = ("periods", "responsibles", "text_damage", "text_terms", "text_years", "parts", "actions")
VERSION = "0"


@dataclass(frozen=True)
class Activity:
    """A row of `items` with the rows of other tables that are about it."""

    row: Row
    about: Mapping[str, Sequence[Row]]


@cache
def real_activities() -> tuple[Activity, ...]:
    """What the program reads of the five orders, without groups and merged cells."""
    from ingest.orders.discover import discover
    from ingest.orders.load import read_source

    return tuple(one for source in discover([Path("data/raw")]) for one in _activities(read_source(source, {})))


def _activities(records: OrderRecords) -> Iterator[Activity]:
    about: dict[object, dict[str, list[Row]]] = {}
    for table in OF_ITEM:
        for row in records.rows(table):
            about.setdefault(row.get("item_id"), {}).setdefault(table, []).append(row)
    for row in records.rows("items"):
        if row.get("match_key") and not row.get("is_group") and not row.get("activity_inherited"):
            kept = {name: value for name, value in row.items() if name not in ("parent_item_id", "source_id")}
            yield Activity(kept, about.get(row["item_id"], {}))


def order(number: int) -> OrderRecords:
    """The n-th order: each regional one is followed by ten of its municipalities, year after year."""
    group, place = divmod(number, MUNICIPALITIES + 1)
    return _order(number, REGIONS[group % len(REGIONS)], FIRST_YEAR + group // len(REGIONS), place)


def _order(number: int, region: str, year: int, place: int) -> OrderRecords:
    draw = np.random.default_rng(number + 1)
    own = list(_wordings(draw, f"{region}-{year}-{place}"))
    regional = list(_wordings(np.random.default_rng(int(region) * 10_000 + year), f"{region}-{year}-0"))
    chosen = (
        regional
        if not place
        else [theirs if draw.random() < TAKEN_OVER else ours for theirs, ours in zip(regional, own, strict=True)]
    )
    return _records(number, region, year, place, chosen)


def _wordings(draw: np.random.Generator, name: str) -> Iterator[Activity]:
    real = real_activities()
    for place, at in enumerate(draw.choice(len(real), size=ITEMS, replace=False).tolist()):
        yield real[at] if draw.random() < USUAL else _changed(real[at], draw, f"{name}-{place}")


def _changed(one: Activity, draw: np.random.Generator, name: str) -> Activity:
    """A wording of its own: one to three words exchanged for words of other activities, and a name nobody else has."""
    words = str(one.row["match_key"]).split()
    for at in draw.integers(0, len(words), size=draw.integers(1, 4)).tolist():
        words[at] = _words()[int(draw.integers(0, len(_words())))]
    key = " ".join([*words, "n" + hashlib.sha256(name.encode()).hexdigest()[:6]])
    signs = np.unpackbits(np.array(one.row["meaning"], dtype=">i8").view(np.uint8))
    signs[draw.integers(0, len(signs), size=SIGNS_CHANGED)] ^= 1
    told = {
        "match_key": key,
        "wording": key,
        "wording_full": key,
        "minhash": list(minhash(key)),
        "meaning": [int(number) for number in np.packbits(signs).view(">i8")],
        "activity": f"{one.row['activity']} ({key[-30:]})",
    }
    return Activity({**one.row, **told}, one.about)


@cache
def _words() -> tuple[str, ...]:
    return tuple(sorted({word for one in real_activities() for word in str(one.row["match_key"]).split()}))


def _records(number: int, region: str, year: int, place: int, chosen: Sequence[Activity]) -> OrderRecords:
    municipality = f"Город-{place:03} {region}" if place else None
    signed_on = date(year, 9, 1 + number % 28)
    order_id = ids.order_id(region, municipality, signed_on, str(number), [])
    rows = [{**one.row, "order_id": order_id, "seq": seq, "number": f"{seq}."} for seq, one in enumerate(chosen, 1)]
    named = ids.item_ids(order_id, rows)
    head = {
        "order_id": order_id,
        "source_name": f"{number}.txt",
        "source_sha256": hashlib.sha256(str(number).encode()).hexdigest(),
        "program_version": VERSION,
        "region_code": region,
        "region": f"Регион {region}",
        "municipality": municipality,
        "level": "municipal" if place else "regional",
        "number": str(number),
        "signed_on": signed_on,
        "title": "Дорожная карта",
        "academic_year": f"{year}-{year + 1}",
        "plan_start": date(year, 9, 1),
        "plan_end": date(year + 1, 8, 31),
        "coverage": 1.0,
        "noise": 0.0,
    }
    tables: dict[str, list[Row]] = {"orders": [head], "items": []}
    for row, item_id, one in zip(rows, named, chosen, strict=True):
        tables["items"].append({**row, "item_id": item_id})
        for table, some in one.about.items():
            ordinals = range(len(tables.setdefault(table, [])) + 1, 10_000)
            whole = TABLES[table].key == ("order_id", "ordinal")
            tables[table] += [
                {**told, "order_id": order_id, "item_id": item_id, **({"ordinal": ordinal} if whole else {})}
                for told, ordinal in zip(some, ordinals, strict=False)
            ]
    return OrderRecords(order_id, region, str(head["source_sha256"]), str(head["source_name"]), tables)

"""An order's values -> the rows of the warehouse's tables (columns: warehouse/schema.py)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields

from ingest.orders.assemble import Draft, ItemValues
from ingest.orders.date_conflicts import conflict_rows
from ingest.orders.discover import SourceFile
from ingest.orders.ordinals import numbered, ordinals
from ingest.orders.text_records import text_tables
from normalize.activities.traits import Traits
from normalize.model import Act, Period, Reading, Responsible
from parsers.model import Locator, Noise, RawCell, Row, RowKind
from warehouse import ids
from warehouse.records import OrderRecords

Record = dict[str, object]
_TRAITS = tuple(one.name for one in fields(Traits))


def to_records(draft: Draft, source: SourceFile, program_version: str) -> OrderRecords:
    """All tables of one order under the id that the order alone gives it."""
    head = draft.head
    activities = [item.row.activity for item in draft.items]
    order_id = ids.order_id(head.region_code, head.municipality, head.signed_on, head.number, activities)
    items = [_item(item) for item in draft.items]
    item_ids = ids.item_ids(order_id, items)
    by_seq: dict[int | None, str] = dict(zip((item.row.seq for item in draft.items), item_ids, strict=True))
    for seq, (record, item_id, item) in enumerate(zip(items, item_ids, draft.items, strict=True), 1):
        parent = by_seq.get(item.row.parent) if item.row.parent is not None else None
        record |= {"item_id": item_id, "seq": seq, "parent_item_id": parent}

    def of_items(rows: Callable[[ItemValues], Iterable[Record]]) -> list[Record]:
        pairs = zip(draft.items, item_ids, strict=True)
        return [{"item_id": item_id, **record} for item, item_id in pairs for record in rows(item)]

    tables = {
        "orders": [_order(draft, source, program_version)],
        "items": items,
        "parts": of_items(lambda item: numbered("part_ordinal", ({"text": text} for text in item.row.parts))),
        "actions": of_items(lambda item: ordinals({"level": a.level, "text": a.text} for a in item.row.actions)),
        "periods": of_items(lambda item: ordinals(_period(item, period) for period in item.periods)),
        "period_readings": of_items(lambda item: _readings(item.periods)),
        "responsibles": of_items(lambda item: ordinals(_responsibles(item))),
        "date_conflicts": of_items(lambda item: ordinals(conflict_rows(item))),
        **text_tables(draft.facts, draft.conflicts, draft.copies, by_seq),
        "noise": _noise(draft.roadmap.noise),
        **_head_tables(draft),
    }
    return OrderRecords(order_id, head.region_code, source.sha256, source.name, tables)


def _head_tables(draft: Draft) -> dict[str, list[Record]]:
    """Tables about the order as a whole."""
    head = draft.head
    people = ({"name": person.name, "role": person.role, "raw": person.raw} for person in head.persons)
    definitions = ({"short": short, "full_name": full, "basis": "defined"} for short, full in head.definitions)
    leftovers = (
        {"page": left.locator.page, "text": left.text, "why": left.why, "locator": str(left.locator)}
        for left in draft.roadmap.leftovers
    )
    return {
        "acts": ordinals(_act(act) for act in head.acts),
        "order_persons": ordinals(people),
        "definitions": ordinals(definitions),
        "order_notes": ordinals(_notes(draft)),
        "leftovers": ordinals(leftovers),
    }


def _notes(draft: Draft) -> Iterator[Record]:
    """What contradicts itself in the head, and the tables whose layout is doubtful."""
    for text in draft.head.conflicts:
        yield {"kind": "head_conflict", "quote": text}
    for doubt in draft.roadmap.doubts:
        tried = f"; опробованы прочтения: {', '.join(doubt.tried)}" if doubt.tried else ""
        yield {
            "kind": "layout_doubtful",
            "quote": f"таблица {doubt.table_no}",
            "detail": f"{'; '.join(doubt.why)} (строк {doubt.unsound} из {doubt.rows}){tried}",
            "table_no": doubt.table_no,
            "page": doubt.page,
        }


def _order(draft: Draft, source: SourceFile, program_version: str) -> Record:
    head, roadmap, window = draft.head, draft.roadmap, draft.head.window
    noise = sum(_chars(noise.text) for noise in roadmap.noise)
    return {
        "source_name": source.name,
        "source_sha256": source.sha256,
        "media_type": roadmap.media_type,
        "pages": roadmap.pages,
        "region_code": head.region_code,
        "region": head.region,
        "region_iso": head.region_iso,
        "municipality": head.municipality or None,
        "level": head.level,
        "issuer": head.issuer or None,
        "number": head.number or None,
        "signed_on": head.signed_on,
        "title": head.title or None,
        "academic_year": window.academic_year if window else None,
        "plan_start": window.start if window else None,
        "plan_end": window.end if window else None,
        "signatory": head.signatory or None,
        "controller": head.controller or None,
        "coverage": _share(roadmap.covered_chars, roadmap.source_chars),
        "layout": "doubtful" if roadmap.doubts else "sure",
        "noise": _share(noise, roadmap.source_chars),
        "program_version": program_version,
    }


def _item(item: ItemValues) -> Record:
    row = item.row
    return {
        "table_no": row.table_no,
        "appendix": row.appendix or None,
        "table_title": row.table_title or None,
        "section": row.section or None,
        "subsection": row.subsection or None,
        "number": row.number or None,
        "is_group": row.kind is RowKind.GROUP,
        "category": row.category or None,
        "activity": row.activity,
        "activity_full": item.activity_full or None,
        "activity_inherited": row.activity_inherited,
        "period_raw": row.period or None,
        "period_inherited": row.period_inherited,
        "responsible_raw": row.responsible or None,
        "responsible_inherited": row.responsible_inherited,
        "result": row.result or None,
        "result_inherited": row.result_inherited,
        "exam": item.exam,
        "topic": item.topic,
        **{name: getattr(item.traits, name) for name in _TRAITS},
        "swapped": row.swapped or None,
        "page_from": row.locator.page,
        "page_to": row.page_to or row.locator.page,
        "bbox": _bbox(row.locator),
        "confidence": row.confidence,
        "number_confidence": _least_confidence(row, "number"),
        "period_confidence": _least_confidence(row, "period"),
        "locator": str(row.locator) or None,
        "raw_cells": [_raw_cell(cell) for cell in row.raw_cells],
    }


def _least_confidence(row: Row, role: str) -> float | None:
    """OCR's confidence of the cells of one role, the least; None where nothing was recognised."""
    return min(
        (cell.confidence for cell in row.raw_cells if cell.role == role and cell.confidence is not None), default=None
    )


def _raw_cell(cell: RawCell) -> Record:
    return {
        "role": cell.role,
        "text": cell.text,
        "page": cell.locator.page,
        "line": cell.locator.line,
        "bbox": _bbox(cell.locator),
    }


def _bbox(locator: Locator) -> list[float] | None:
    return list(locator.bbox) if locator.bbox else None


def _period(item: ItemValues, period: Period) -> Record:
    return {**period_row(period), "inherited": item.row.period_inherited}


def period_row(period: Period) -> Record:
    """What a row of `periods` says of a period."""
    return {
        "part_ordinal": period.part_ordinal,
        "raw": period.raw,
        "label": period.label or None,
        "kind": period.kind,
        "start_date": period.start,
        "end_date": period.end,
        "year_basis": period.year_basis,
        "year_confidence": period.year_confidence,
        "flags": list(period.flags),
        "suggested_start": period.suggested_start,
        "suggested_end": period.suggested_end,
        "rule": period.rule,
    }


def _readings(periods: Sequence[Period]) -> list[Record]:
    return [
        {"ordinal": ordinal, **reading}
        for ordinal, period in enumerate(periods, 1)
        for reading in numbered("reading_ordinal", map(_reading, period.readings))
    ]


def _reading(reading: Reading) -> Record:
    return {
        "start_date": reading.start,
        "end_date": reading.end,
        "reason": reading.reason,
        "chosen": reading.chosen,
    }


def _responsibles(item: ItemValues) -> list[Record]:
    inherited = item.row.responsible_inherited
    return [{**responsible_row(one), "inherited": inherited} for one in item.responsibles]


def responsible_row(responsible: Responsible) -> Record:
    """What a row of `responsibles` says of a mention."""
    return {
        "mention": responsible.mention,
        "kind": responsible.kind,
        "canonical": responsible.canonical,
        "basis": responsible.basis,
        "resolved": responsible.resolved,
        "level": responsible.level,
        "key": responsible.key,
    }


def _act(act: Act) -> Record:
    return {name: getattr(act, name) or None for name in ("act_type", "issuer", "signed_on", "number", "title")}


def _noise(noise: Sequence[Noise]) -> list[Record]:
    kinds: dict[str, list[Noise]] = defaultdict(list)
    for one in noise:
        kinds[one.kind.value].append(one)
    return [
        {
            "kind": kind,
            "count": len(ones),
            "chars": sum(_chars(one.text) for one in ones),
            "example": ones[0].text[:80],
        }
        for kind, ones in sorted(kinds.items())
    ]


def _chars(text: str) -> int:
    return len("".join(text.split()))


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None

"""An order in several files: its text joins the plan that another file holds, so that both are read as one.

The text tells number, date, territory and abbreviations («далее – ООО»), the annex the plan. The plan's file is read
again below the text; the text is kept as a further file of the order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.orders.discover import SourceFile
from ingest.orders.order_text import OrderText
from ingest.orders.plans import CorrectedPlan
from parsers.errors import ParseError
from parsers.model import Paragraph
from warehouse.records import OrderRecords

if TYPE_CHECKING:
    import duckdb

    from warehouse.store.batch import Batch

Result = OrderRecords | ParseError


@dataclass(frozen=True, slots=True)
class Joining:
    """One order of several files: its texts, in their order, and the file of its plan.

    `is_new`: the plan was loaded just now under an id that its own file gave, so the whole order may get a better one.
    `keeps_id`: an analyst named the id.
    """

    order_id: str
    texts: tuple[SourceFile, ...]
    plan: SourceFile
    is_new: bool = False
    keeps_id: bool = False


def read_joined(joining: Joining, corrected: CorrectedPlan | None, program_version: str) -> OrderRecords:
    """The records of the plan's file, read below the texts. Raises ParseError where one of them can't be read."""
    from ingest.orders.assemble import normalised, of_roadmap
    from ingest.orders.hints import language_hints
    from ingest.orders.records import to_records
    from parsers.registry import read_document
    from parsers.roadmap import read_roadmap

    documents = [read_document(text.path) for text in joining.texts]
    above = [block for document in documents for block in document.blocks if isinstance(block, Paragraph)]
    roadmap = read_roadmap(read_document(joining.plan.path), language_hints())
    draft = of_roadmap(replace(roadmap, before=(*above, *roadmap.before)))
    window = corrected.over(draft.head.window) if corrected else None
    if window is not None and window != draft.head.window:
        draft = normalised(draft.roadmap, draft.head, window)
    return to_records(draft, joining.plan, program_version)


def put_joined(batch: Batch, joining: Joining, records: OrderRecords) -> str:
    """Writes the plan as read below its texts, then each text as a further file; the order's id."""
    if joining.is_new:
        batch.remove(joining.order_id)
    order_id = batch.put(records, joining.plan.path, order_id=joining.order_id if joining.keeps_id else None).order_id
    for text in joining.texts:
        head = {**records.head, "source_name": text.name, "source_sha256": text.sha256}
        alone = OrderRecords(order_id, records.region_code, text.sha256, text.name, {"orders": [head]})
        batch.put(alone, text.path, order_id=order_id)
    return order_id


def joinings(
    connection: duckdb.DuckDBPyConnection,
    curated: Path,
    targets: Mapping[str, Sequence[SourceFile]],
    fresh: Mapping[str, bool],
    keeps_id: bool,
) -> list[Joining]:
    """What is to be read as one: texts by the order they belong to, with those that such an order has already.

    `fresh`: the orders that were read just now, and whether they are new.
    """
    texts, plans = _files(connection, curated, {*targets, *fresh})
    found = []
    for order_id in sorted(plans):
        given = {source.sha256: source for source in (*texts.get(order_id, ()), *targets.get(order_id, ()))}
        if given:
            is_new = fresh.get(order_id, False) and order_id not in texts
            found.append(Joining(order_id, tuple(given.values()), plans[order_id], is_new, keeps_id))
    return found


def _files(
    connection: duckdb.DuckDBPyConnection, curated: Path, order_ids: set[str]
) -> tuple[dict[str, list[SourceFile]], dict[str, SourceFile]]:
    """(the kept files of orders that hold only text, the first that holds a plan)."""
    rows = connection.execute(
        """SELECT order_id, stored_path, source_name, sha256,
            (order_id, source_id) IN (SELECT (order_id, source_id) FROM items)
        FROM sources WHERE superseded_by IS NULL AND list_contains($1, order_id)
        ORDER BY order_id, part DESC, source_id""",
        [sorted(order_ids)],
    ).fetchall()
    texts: dict[str, list[SourceFile]] = defaultdict(list)
    plans: dict[str, SourceFile] = {}
    for order_id, stored_path, name, sha256, holds_plan in rows:
        source = SourceFile(curated / stored_path, name, sha256)
        if holds_plan:
            plans.setdefault(order_id, source)
        else:
            texts[order_id].append(source)
    return dict(texts), plans


def offer(names: Sequence[str], text: OrderText, order_ids: Sequence[str]) -> str:
    """What to do with an order's text that found no plan of its own for sure, one Russian sentence."""
    own = " ".join(names)
    if order_ids:
        return f"похоже на текст приказа к плану {', '.join(order_ids)}: dorkarta load {own} --as {order_ids[0]}"
    told = f"приказ № {text.number}" if text.number else "текст приказа"
    return f"это {told} без плана; если план в другом файле: dorkarta load {own} ПЛАН --as-one"

"""One file read as an order: what a worker process does, which imports neither the store nor the database."""

from __future__ import annotations

import importlib.metadata
from typing import TYPE_CHECKING

from ingest.orders.order_text import NoPlanError, order_text
from parsers.errors import ParseError

if TYPE_CHECKING:
    from ingest.orders.discover import SourceFile
    from ingest.orders.plans import Plans
    from warehouse.records import OrderRecords


def program_version() -> str:
    """The version under which files are read; another version reads them again."""
    return importlib.metadata.version("dorkarta")


def read_source(source: SourceFile, plans: Plans) -> OrderRecords:
    """One file's records, in the plan that an analyst corrected. Raises ParseError where it is no readable order."""
    from ingest.orders.assemble import normalised, of_document
    from ingest.orders.records import to_records
    from parsers.registry import read_document

    document = read_document(source.path)
    try:
        draft = of_document(document)
    except ParseError as error:
        if error.stage == "table" and (text := order_text(document)):
            raise NoPlanError(str(error), text=text) from error
        raise
    records = to_records(draft, source, program_version())
    plan = plans.get(source.sha256) or plans.get(records.order_id)
    window = plan.over(draft.head.window) if plan else None
    if window is None or window == draft.head.window:
        return records
    return to_records(normalised(draft.roadmap, draft.head, window), source, program_version())

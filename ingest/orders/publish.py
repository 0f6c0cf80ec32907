"""The writing half of a load: what was read goes into the warehouse in steps, and one order's fault costs one order."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.orders.discover import SourceFile
from ingest.orders.order_text import NoPlanError
from ingest.orders.outcomes import NO_DIFFERENCE, LoadOptions, Outcome, Status, told
from ingest.orders.spool import Spooled
from parsers.errors import ParseError
from warehouse.errors import DiskFullError, WarehouseError
from warehouse.files import is_full, sha256_of
from warehouse.records import OrderRecords
from warehouse.store.batch import Batch, Change, Policy
from warehouse.store.store import Store

logger = logging.getLogger(__name__)
WRITER_PATIENCE = 600.0
"""Seconds to wait for another writer: what took an hour to read isn't thrown away for a correction being saved."""
Result = OrderRecords | ParseError
STATUS_OF_CHANGE = {
    Change.NEW: Status.LOADED,
    Change.SUFFIXED: Status.LOADED,
    Change.REPLACED: Status.REPLACED,
    Change.SAME: Status.UNCHANGED,
    Change.HEALED: Status.HEALED,
    Change.HELD: Status.HELD,
}


def taken(result: Result | Spooled) -> Result:
    """What a file gave, wherever it waits."""
    return result.taken() if isinstance(result, Spooled) else result


@dataclass(frozen=True, slots=True)
class Read:
    """A file with what it gave, or with the order that it is loaded as already."""

    source: SourceFile
    result: Result | Spooled | None = None
    known: str = ""


def publish(files: Sequence[Read], store: Store, options: LoadOptions) -> list[Outcome]:
    """Write and commit the files; an order that can't be written or linked is rejected, the others are loaded.

    Raises WarehouseError where nothing can be written at all.
    """
    with store.writer(WRITER_PATIENCE) as batch:
        outcomes = [_written(batch, file, options) for file in files]
        failed = batch.commit_what_can_be()
        if failed:
            outcomes = [_unlinked(batch, file, one, failed) for file, one in zip(files, outcomes, strict=True)]
            batch.commit()
    return outcomes


def _written(batch: Batch, file: Read, options: LoadOptions) -> Outcome:
    if file.result is None:
        return Outcome(file.source.name, Status.UNCHANGED, file.known)
    result = taken(file.result)
    if isinstance(result, ParseError):
        error = str(result).replace(f"«{file.source.path.name}»", f"«{file.source.name}»")
        text = result.text if isinstance(result, NoPlanError) else None
        return replace(_rejected(batch, file.source, result.stage, error), text=text)
    try:
        return _put(batch, file.source, result, options)
    except DiskFullError:
        raise
    except WarehouseError as error:
        return _rejected(batch, file.source, "store", str(error))
    except Exception as error:  # a fault in one order must not lose the others; it is told in full
        if is_full(error):
            raise
        return _rejected(batch, file.source, "store", _fault(file.source, error))


def _put(batch: Batch, source: SourceFile, records: OrderRecords, options: LoadOptions) -> Outcome:
    if sha256_of(source.path) != source.sha256:
        return _rejected(batch, source, "open", "файл изменился, пока его читали: загрузите его снова")
    policy = Policy.REPLACE if options.replace or options.restore else Policy.SUFFIX
    put = batch.put(records, source.path, policy, options.as_order_id)
    if put.change is Change.HELD:
        error = f"{told(put.difference)}; если так и надо, загрузите с --replace"
        held = _rejected(batch, source, "version", error)
        return replace(held, status=Status.HELD, order_id=put.order_id, difference=put.difference)
    status = STATUS_OF_CHANGE[put.change]
    changed = put.difference if status in (Status.REPLACED, Status.HEALED) else NO_DIFFERENCE
    return Outcome(source.name, status, put.order_id, difference=changed, why=put.why, earlier=put.earlier)


def _unlinked(batch: Batch, file: Read, outcome: Outcome, failed: dict[str, Exception]) -> Outcome:
    """The outcome of an order that the stage of all orders together could not take."""
    if outcome.order_id not in failed or file.result is None:
        return outcome
    return _rejected(batch, file.source, "corpus", _fault(file.source, failed[outcome.order_id]))


def _fault(source: SourceFile, error: Exception) -> str:
    logger.error("%s", source.name, exc_info=error)
    return f"ошибка программы ({type(error).__name__}): сообщите разработчикам"


def _rejected(batch: Batch, source: SourceFile, stage: str, error: str) -> Outcome:
    error = error.encode("utf-8", "replace").decode("utf-8")
    try:
        batch.reject({"source_name": source.name, "source_sha256": source.sha256, "stage": stage, "error": error})
    except Exception as fault:  # the file is told as rejected all the same
        if is_full(fault):
            raise
        _fault(source, fault)
    return Outcome(source.name, Status.REJECTED, stage=stage, error=error)

"""A load of files that are not one order each: archives, pages of one order, an order's text beside its plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ingest.orders.bundles import bound, is_archive, members
from ingest.orders.discover import SourceFile
from ingest.orders.order_text import OrderText, Whose, whose
from ingest.orders.outcomes import LoadOptions, LoadReport, Outcome, Status
from ingest.orders.publish import WRITER_PATIENCE, Result
from ingest.orders.together import Joining, joinings, offer, put_joined
from parsers.errors import ParseError
from warehouse.reading.reader import connect
from warehouse.store.store import Store

Load = Callable[[Sequence[SourceFile], LoadOptions], Sequence[Outcome]]
Read = Callable[[Sequence[Joining]], Iterator[Result]]
_READ_NOW = (Status.LOADED, Status.REPLACED, Status.HEALED)


def taken_apart(sources: Sequence[SourceFile], folder: Path, as_one: bool) -> list[SourceFile]:
    """The files of archives in their place, unpacked into `folder`; the pages of one order bound if asked."""
    found: list[SourceFile] = []
    for place, source in enumerate(sources):
        if source.error is None and is_archive(source.path):
            (folder / str(place)).mkdir()
            found += members(source.path, folder / str(place))
        else:
            found.append(source)
    return bound(found, folder) if as_one else found


def one_order(sources: Sequence[SourceFile], options: LoadOptions, load: Load) -> list[Outcome]:
    """The files one after the other under the id of the first that holds a plan."""
    outcomes: list[Outcome] = []
    order_id = options.as_order_id
    for source in sources:
        outcomes += load([source], replace(options, as_order_id=order_id))
        order_id = order_id or outcomes[-1].order_id or None
    return outcomes


def joined(
    sources: Sequence[SourceFile], outcomes: Sequence[Outcome], store: Store, options: LoadOptions, read: Read
) -> list[Outcome]:
    """The same outcomes with each order's text joined to its plan where that is known for sure, else an offer to."""
    fresh = {
        one.order_id: one.status is Status.LOADED and not (options.as_order_id or options.as_one)
        for one in outcomes
        if one.status in _READ_NOW
    }
    texts = {place: one.text for place, one in enumerate(outcomes) if one.text is not None}
    if not texts and not fresh:
        return [*outcomes]
    told = [*outcomes]
    targets: dict[str, list[SourceFile]] = defaultdict(list)
    with connect(store.curated) as connection:
        named = _named(outcomes, options)
        for place, text in texts.items():
            found = Whose((named,), True) if named else whose(connection, text)
            if found.sure and len(found.order_ids) == 1:
                targets[found.order_ids[0]].append(sources[place])
            else:
                told[place] = _offered(outcomes[place], sources[place], text, found)
        pending = joinings(connection, store.curated, targets, fresh, bool(options.as_order_id))
    return _told(told, sources, dict(_put(pending, store, read)))


def _named(outcomes: Sequence[Outcome], options: LoadOptions) -> str:
    """The order that all texts belong to because an analyst says so; '' where nobody did."""
    first = LoadReport(tuple(outcomes)).order_ids[:1] if options.as_one else ()
    return options.as_order_id or "".join(first)


def _offered(outcome: Outcome, source: SourceFile, text: OrderText, found: Whose) -> Outcome:
    offered = offer([source.name], text, found.order_ids)
    return replace(outcome, error=f"{outcome.error} {offered[:1].upper()}{offered[1:]}")


def _put(pending: Sequence[Joining], store: Store, read: Read) -> Iterator[tuple[Joining, str]]:
    """Reads and writes orders of several files; one that can't be read so stays as it is."""
    if not pending:
        return
    results = list(read(pending))
    with store.writer(WRITER_PATIENCE) as batch:
        for joining, result in zip(pending, results, strict=True):
            if not isinstance(result, ParseError):
                yield joining, put_joined(batch, joining, result)
        batch.commit()


def _told(outcomes: list[Outcome], sources: Sequence[SourceFile], put: Mapping[Joining, str]) -> list[Outcome]:
    """The outcomes with what was joined told as such, under the ids that hold now."""
    places = {source.sha256: place for place, source in enumerate(sources)}
    for joining, order_id in put.items():
        for place in (places[text.sha256] for text in joining.texts if text.sha256 in places):
            outcomes[place] = Outcome(sources[place].name, Status.JOINED, order_id)
        outcomes = [replace(one, order_id=order_id) if one.order_id == joining.order_id else one for one in outcomes]
    return outcomes

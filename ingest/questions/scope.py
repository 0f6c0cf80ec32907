"""Which orders a comparison is about: what an analyst names (order, region, municipality) as orders and units."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ingest.questions.naming import Order, listed, named, orders
from warehouse.corpus.topics import topic_titles
from warehouse.errors import ComparisonError, UnknownPlaceError
from warehouse.reading.comparisons import Scope

if TYPE_CHECKING:
    import duckdb

LEVELS = ("regional", "municipal")
ORDER, REGION = "order", "region"
_YEAR = re.compile(r"(\d{4})(?:\s*[-–—/]\s*(\d{4}|\d\d))?")


@dataclass(frozen=True, slots=True)
class Filters:
    """Which orders are taken at all, and one topic of their activities; '' is no filter."""

    year: str = ""
    level: str = ""
    topic: str = ""


NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class Chosen:
    """A scope and what the analyst should know of it, one Russian sentence each."""

    scope: Scope
    notes: tuple[str, ...] = ()


def choose(
    connection: duckdb.DuckDBPyConnection, places: Sequence[str], filters: Filters = NO_FILTERS, by: str = ""
) -> Chosen:
    """The orders of the places named, or all; counted to regions or, where an order or municipality is named, each.

    A place is an order_id, a region's code ('42'), or a name or part of one ('Кузбасс', 'алтай', 'Усинск'). Raises
    ComparisonError (an unknown place, an ambiguous one, nothing left) and UnknownOrderError.
    """
    loaded = orders(connection)
    if not loaded:
        raise ComparisonError("В хранилище нет приказов: сначала dorkarta load ФАЙЛ…")
    known = _filtered(loaded, filters)
    found = [named(place, loaded) for place in places]
    wanted = [order for one in found for order in one.orders]
    kept = set(known)
    asked = [order for order in dict.fromkeys(wanted or known) if order in kept]
    if not asked:
        raise ComparisonError(_all_filtered(wanted, filters))
    unit = by or (REGION if all(one.region for one in found) else ORDER)
    units = _units(known, unit)
    scope = Scope(
        all_orders=tuple(order.order_id for order in known),
        all_units=tuple(units[order] for order in known),
        asked=tuple(order.order_id for order in asked),
        topic=topic_id(filters.topic) if filters.topic else None,
    )
    return Chosen(scope, tuple(_notes(wanted, asked, unit)))


def topic_id(name: str) -> str:
    """The topic of an id or of a title or part of it: 'finance', 'финанс'; ComparisonError listing all of them."""
    wanted, titles = name.casefold(), topic_titles()
    exact = [topic for topic, title in titles.items() if wanted in (topic, title.casefold())]
    found = exact or [topic for topic, title in titles.items() if wanted in title.casefold()]
    if len(found) == 1:
        return found[0]
    listed = "; ".join(f"{topic} — {titles[topic]}" for topic in found or titles)
    problem = "подходит к нескольким темам" if found else "— не тема; есть темы"
    raise UnknownPlaceError(f"«{name}» {problem}: {listed}")


def academic_year(text: str) -> str:
    """'2024/25', '2024–2025' -> '2024-2025'; '2025' stays; ComparisonError for anything else."""
    found = _YEAR.fullmatch(text.strip())
    if not found or (found[2] and int(found[2][-2:]) != (int(found[1]) + 1) % 100):
        raise UnknownPlaceError(f"Учебный год пишется так: 2024-2025, а не «{text}»")
    return f"{found[1]}-{int(found[1]) + 1}" if found[2] else found[1]


def _filtered(loaded: Sequence[Order], filters: Filters) -> list[Order]:
    year = academic_year(filters.year) if filters.year else ""
    found = [
        order
        for order in loaded
        if (not year or order.academic_year == year) and (not filters.level or order.level == filters.level)
    ]
    if not found:
        years = sorted({order.academic_year for order in loaded if order.academic_year})
        levels = " этого уровня" if filters.level else ""
        raise UnknownPlaceError(
            f"За {year or 'любой'} учебный год{levels} приказов нет; загружены приказы за {', '.join(years)}"
        )
    return found


def _all_filtered(wanted: Sequence[Order], filters: Filters) -> str:
    kept = ", ".join(filter(None, (filters.year, filters.level)))
    years = sorted({f"{order.order_id} ({order.academic_year}, {order.level})" for order in wanted})
    return f"Под условия ({kept}) не подходит ни один из названных приказов: {listed(years)}"


def _units(known: Sequence[Order], unit: str) -> dict[Order, str]:
    return {order: order.order_id if unit == ORDER else order.region for order in known}


def _notes(wanted: Sequence[Order], asked: Sequence[Order], unit: str) -> Iterator[str]:
    counts = Counter(wanted)
    if twice := sorted(order.order_id for order, count in counts.items() if count > 1):
        yield f"Назван дважды и взят один раз: {listed(twice)}"
    if left_out := sorted({order.order_id for order in wanted} - {order.order_id for order in asked}):
        yield f"Не подходят под условия: {listed(left_out)}"
    years = Counter(region for region, _ in {(order.region, order.academic_year) for order in asked})
    mixed = sorted(region for region, count in years.items() if count > 1)
    if unit == REGION and mixed:
        yield f"Сложены приказы разных лет: {listed(mixed)}; один год оставит --year"


def with_options(scope: Scope, *, literal: bool, least: int, most: int) -> Scope:
    """The scope with what else a comparison is asked for; `least` 0 is two, or one where only two are compared."""
    common = least or min(2, max(1, len(set(scope.all_units)) - 1))
    return replace(scope, literal=literal, least=common, most=most)

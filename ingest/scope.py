"""Which orders a comparison is about: what an analyst names (order, region, municipality) as orders and units."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

from warehouse.comparisons import Scope
from warehouse.errors import ComparisonError, UnknownOrderError

if TYPE_CHECKING:
    import duckdb

LEVELS = ("regional", "municipal")
ORDER, REGION = "order", "region"
MOST_LISTED = 8
"""Names that a message lists."""
_REGION_CODE = re.compile(r"\d{1,2}")
_YEAR = re.compile(r"(\d{4})(?:\s*[-–—/]\s*(\d{4}|\d\d))?")


@dataclass(frozen=True, slots=True)
class Order:
    """An order that can be compared."""

    order_id: str
    region_code: str | None
    region: str
    municipality: str | None
    level: str | None
    academic_year: str | None


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
    named = [found for place in places for found in _named(place, loaded)]
    asked = [order for order in dict.fromkeys(named or known) if order in known]
    if not asked:
        raise ComparisonError(_all_filtered(named, filters))
    unit = by or (ORDER if any(_names_orders(place, loaded) for place in places) else REGION)
    units = _units(known, unit)
    scope = Scope(
        all_orders=tuple(order.order_id for order in known),
        all_units=tuple(units[order] for order in known),
        asked=tuple(order.order_id for order in asked),
        topic=topic_id(filters.topic) if filters.topic else None,
    )
    return Chosen(scope, tuple(_notes(places, named, asked, unit)))


def orders(connection: duckdb.DuckDBPyConnection) -> list[Order]:
    """Every loaded order."""
    from ingest import api

    return [Order(**row) for row in api.query(connection, "comparable_orders")]


def one_order(connection: duckdb.DuckDBPyConnection, order_id: str) -> Order:
    """A loaded order by its id; UnknownOrderError with the nearest ids."""
    loaded = orders(connection)
    for order in loaded:
        if order.order_id == order_id:
            return order
    raise UnknownOrderError(unknown_order(order_id, loaded))


def unknown_order(order_id: str, loaded: Iterable[Order]) -> str:
    """The sentence that says so and what was probably meant."""
    near = get_close_matches(order_id.casefold(), [order.order_id for order in loaded], MOST_LISTED, 0.5)
    hint = f"возможно, {', '.join(near)}" if near else "что загружено, покажет dorkarta orders"
    return f"Приказ {order_id} не загружен: {hint}"


def topic_id(name: str) -> str:
    """The topic of an id or of a label or part of it: 'finance', 'финанс'; ComparisonError listing all of them."""
    from normalize.activities.topics import topics

    wanted = name.casefold()
    exact = [topic for topic in topics() if wanted in (topic.id, topic.label.casefold())]
    found = exact or [topic for topic in topics() if wanted in topic.label.casefold()]
    if len(found) == 1:
        return found[0].id
    listed = "; ".join(f"{topic.id} — {topic.label}" for topic in found or topics())
    problem = "подходит к нескольким темам" if found else "— не тема; есть темы"
    raise ComparisonError(f"«{name}» {problem}: {listed}")


def academic_year(text: str) -> str:
    """'2024/25', '2024–2025' -> '2024-2025'; '2025' stays; ComparisonError for anything else."""
    found = _YEAR.fullmatch(text.strip())
    if not found or (found[2] and int(found[2][-2:]) != (int(found[1]) + 1) % 100):
        raise ComparisonError(f"Учебный год пишется так: 2024-2025, а не «{text}»")
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
        raise ComparisonError(
            f"За {year or 'любой'} учебный год{levels} приказов нет; загружены приказы за {', '.join(years)}"
        )
    return found


def _all_filtered(named: Sequence[Order], filters: Filters) -> str:
    kept = ", ".join(filter(None, (filters.year, filters.level)))
    years = sorted({f"{order.order_id} ({order.academic_year}, {order.level})" for order in named})
    return f"Под условия ({kept}) не подходит ни один из названных приказов: {', '.join(years[:MOST_LISTED])}"


def _named(place: str, loaded: Sequence[Order]) -> list[Order]:
    """The orders that a place names: by id, else by the region's code, else by the name of region or municipality."""
    by_id = [order for order in loaded if order.order_id == place]
    if by_id:
        return by_id
    if _REGION_CODE.fullmatch(place):
        found = [order for order in loaded if order.region_code == place.zfill(2)]
    else:
        found = _by_name(place, loaded)
    if not found:
        raise ComparisonError(_unknown_place(place, loaded))
    return found


def _by_name(place: str, loaded: Sequence[Order]) -> list[Order]:
    """Orders of the one region, else of the one municipality, that has this name or part of a name."""
    for name_of in (_region_name, _municipality_name):
        names = dict.fromkeys(filter(None, map(name_of, loaded)))
        exact = [name for name in names if _folded(name) == _folded(place)]
        found = exact or [name for name in names if _folded(place) in _folded(name)]
        if len(found) > 1:
            raise ComparisonError(f"«{place}» подходит к нескольким: {_listed(found)}; назовите точнее или кодом")
        if found:
            return [order for order in loaded if name_of(order) == found[0]]
    return _of_inflected_region(place, loaded)


def _region_name(order: Order) -> str:
    return order.region


def _municipality_name(order: Order) -> str:
    """With its region: there are several Советских районов."""
    return f"{order.municipality} ({order.region})" if order.municipality else ""


def _of_inflected_region(place: str, loaded: Sequence[Order]) -> list[Order]:
    """Orders of a region named in another case or by a short form: 'Алтайского края', 'ХМАО'."""
    from normalize.territories.regions import find_regions

    codes = {mention.code for form in (place, place.title()) for mention in find_regions(form)}
    return [order for order in loaded if order.region_code in codes] if len(codes) == 1 else []


def _unknown_place(place: str, loaded: Sequence[Order]) -> str:
    from normalize.territories.regions import find_regions, regions

    listed = _listed(f"{order.region_code or '—'} {order.region}" for order in loaded)
    known = regions().get(place.zfill(2))
    for mention in () if known else find_regions(place.title()):
        known = regions()[mention.code]
    if known:
        return f"Приказов региона {known.code} ({known.name}) не загружено; загружены: {listed}"
    if any(character.isdigit() for character in place) and "-" in place:
        return unknown_order(place, loaded)
    return f"«{place}» — не приказ, не регион и не муниципалитет из загруженных; загружены: {listed}"


def _names_orders(place: str, loaded: Sequence[Order]) -> bool:
    """Whether a place names less than a region: an order or a municipality."""
    found = _named(place, loaded)
    of_region = [order for order in loaded if order.region_code == found[0].region_code]
    return any(order.order_id == place for order in found) or len(found) < len(of_region)


def _units(known: Sequence[Order], unit: str) -> dict[Order, str]:
    return {order: order.order_id if unit == ORDER else order.region for order in known}


def _notes(places: Sequence[str], named: Sequence[Order], asked: Sequence[Order], unit: str) -> Iterator[str]:
    twice = {order.order_id for order in named if list(named).count(order) > 1}
    if twice:
        yield f"Назван дважды и взят один раз: {_listed(sorted(twice))}"
    if places and len(set(asked)) < len(set(named)):
        left_out = sorted({order.order_id for order in named} - {order.order_id for order in asked})
        yield f"Не подходят под условия: {_listed(left_out)}"
    years = {order.academic_year for order in asked}
    mixed = {order.region for order in asked if _years_of(order.region, asked) > 1}
    if unit == REGION and len(years) > 1 and mixed:
        yield f"Сложены приказы разных лет: {_listed(sorted(mixed))}; один год оставит --year"


def _years_of(region: str, asked: Sequence[Order]) -> int:
    return len({order.academic_year for order in asked if order.region == region})


def _folded(text: str) -> str:
    return " ".join(text.casefold().replace("ё", "е").split())


def _listed(names: Iterable[str]) -> str:
    distinct = list(dict.fromkeys(names))
    rest = len(distinct) - MOST_LISTED
    return ", ".join(distinct[:MOST_LISTED]) + (f" и ещё {rest}" if rest > 0 else "")


def with_options(scope: Scope, *, literal: bool, least: int, most: int) -> Scope:
    """The scope with what else a comparison is asked for; `least` 0 is two, or one where only two are compared."""
    common = least or min(2, max(1, len(set(scope.all_units)) - 1))
    return replace(scope, literal=literal, least=common, most=most)

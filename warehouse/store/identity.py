"""Whether a file is a version of a loaded order: never told by likeness alone.

A number with its date, a territory and whoever issued it name an order; a later file of the same name and mostly the
same activities is its new version, whatever the file is called. A plan that prints less of this could be another
school's or another year's with the same rows: there the file must have the same name, and nothing in the two heads may
differ.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import PurePath

from warehouse.ids import normalised
from warehouse.records import Row

_SAME_NAME = 85.0
"""Likeness (0..100) of two readings of one name: a scan has its errors, a letterhead its addresses."""
_DIGITS = re.compile(r"\d+")


def other_order(old: Row, new: Row, old_file: str, new_file: str) -> str:
    """Why the head and name of a file tell another order than the one loaded (Russian); '' where they don't."""
    compared: list[tuple[str, str, Callable[[object, object], bool]]] = [
        ("academic_year", "другой учебный год", _differ),
        ("issuer", "другой орган", _differ_as_names),
    ]
    weak = not (is_named(old) and is_named(new))
    if weak:
        compared += [
            ("signed_on", "другая дата", _differ),
            ("number", "другой номер", _differ),
            ("municipality", "другой муниципалитет", _differ_as_names),
            ("region_code", "другой регион", _differ),
            ("title", "другое название", _differ_as_names),
        ]
    for column, why, differ in compared:
        if old.get(column) and new.get(column) and differ(old[column], new[column]):
            return why
    if _plan_year(old) and _plan_year(new) and _plan_year(old) != _plan_year(new):
        return "другой учебный год"
    return "другое имя файла" if weak and _stem(old_file) != _stem(new_file) else ""


def is_named(head: Row) -> bool:
    """Whether a head tells which order it is, beyond its activities."""
    issued = head.get("number") and head.get("signed_on") and head.get("region_code")
    return bool(issued and (head.get("municipality") or head.get("issuer")))


def _plan_year(head: Row) -> int | None:
    return getattr(head.get("plan_start"), "year", None)


def _stem(file: str) -> str:
    return normalised(PurePath(file).stem)


def _differ(old: object, new: object) -> bool:
    return normalised(old) != normalised(new)


def _differ_as_names(old: object, new: object) -> bool:
    """Whether two names are of different things: other words, or the same with another number (школа № 5, № 7)."""
    left, right = normalised(old), normalised(new)
    if left == right:
        return False
    from rapidfuzz import fuzz

    numbers = _DIGITS.findall(left) != _DIGITS.findall(right)
    return numbers or fuzz.token_set_ratio(left, right) < _SAME_NAME

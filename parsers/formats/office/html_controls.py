"""The fields of a form as a browser shows them: what is typed in or chosen, never what a button says."""

from __future__ import annotations

import re
from typing import Any

CONTROLS = frozenset(("input", "textarea", "select"))
_MONTHS = "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split()  # noqa: SIM905
_WITHOUT_TEXT = frozenset(
    ("hidden", "password", "submit", "button", "reset", "image", "file", "checkbox", "radio", "color", "range")
)
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


def shown_value(control: Any) -> str:
    """The value of a control: '15.05.2024' for a field of type date with 2024-05-15; '' for buttons and hidden ones."""
    if control.tag == "textarea":
        return control.text or ""
    if control.tag == "select":
        return ", ".join(" ".join("".join(option.itertext()).split()) for option in _chosen(control))
    kind = control.get("type", "").strip().lower()
    value = str(control.get("value", ""))
    if kind == "month" and (month := _MONTH.fullmatch(value)):
        return f"{_MONTHS[int(month.group(2)) - 1]} {month.group(1)}"
    if kind == "date" and (day := _DAY.fullmatch(value)):
        return ".".join(reversed(day.groups()))
    return "" if kind in _WITHOUT_TEXT else value


def _chosen(select: Any) -> list[Any]:
    """The options that are selected, else the first one of a list that shows one."""
    options = list(select.iter("option"))
    chosen = [option for option in options if option.get("selected") is not None]
    if chosen or select.get("multiple") is not None:
        return chosen
    return options[:1]

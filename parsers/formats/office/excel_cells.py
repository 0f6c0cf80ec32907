"""What an Excel cell shows: texts, numbers and dates as a Russian office prints them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
MONTHS = "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split()  # noqa: SIM905
MONTHS_OF = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()  # noqa: SIM905
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell is set: its number format, bold, on a colour other than white."""

    form: str = "General"
    bold: bool = False
    shaded: bool = False


def looks(styles: Any | None) -> list[Look]:
    """The cell formats of styles.xml, in the order in which cells name them."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    if styles is None:
        return []
    forms = dict(BUILTIN_FORMATS)
    for form in styles.iter(f"{S}numFmt"):
        forms[_whole(form.get("numFmtId"))] = form.get("formatCode", "General")
    bold = [_is_on(font.find(f"{S}b")) for font in _children(styles, "fonts")]
    shaded = [_is_shaded(fill) for fill in _children(styles, "fills")]
    found = []
    for xf in _children(styles, "cellXfs"):
        font, fill = _whole(xf.get("fontId")), _whole(xf.get("fillId"))
        form = forms.get(_whole(xf.get("numFmtId")), "General")
        found.append(Look(form, font < len(bold) and bold[font], fill < len(shaded) and shaded[fill]))
    return found


def _children(styles: Any, name: str) -> list[Any]:
    group = styles.find(f"{S}{name}")
    return [] if group is None else list(group)


def _is_on(element: Any | None) -> bool:
    return element is not None and element.get("val", "1") not in ("0", "false")


def _is_shaded(fill: Any) -> bool:
    pattern = fill.find(f"{S}patternFill")
    if pattern is None or pattern.get("patternType", "none") == "none":
        return False
    colour = pattern.find(f"{S}fgColor")
    if colour is None:
        return True
    return colour.get("rgb", "").upper()[-6:] != "FFFFFF" and not (
        colour.get("theme") == "0" and not colour.get("tint")
    )


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else 0


def rich_text(element: Any) -> str:
    """A shared or inline string: its runs joined, phonetic hints left out."""
    pieces = [part.text or "" for part in element.iterchildren(f"{S}t")]
    for run in element.iterchildren(f"{S}r"):
        pieces += [part.text or "" for part in run.iterchildren(f"{S}t")]
    return (
        _ESCAPED.sub(lambda code: chr(int(code.group(1), 16)), "".join(pieces))
        .replace("\r\n", "\n")
        .replace("\r", "\n")
    )


def shown_number(raw: str, form: str, epoch_1904: bool = False) -> str:
    """A stored number in its format.

    >>> shown_number("45214", "dd.mm.yyyy"), shown_number("1.1000000000000001", "General"), shown_number("1.1", "0.00")
    ('15.10.2023', '1.1', '1.10')
    """
    from openpyxl.styles.numbers import is_date_format

    try:
        number = float(raw)
    except ValueError:
        return raw
    if is_date_format(form):
        return _shown_date(number, form, epoch_1904) or raw
    scheme = form.split(";")[0]
    decimals = re.search(r"0[.,](0+)", scheme)
    if "%" in scheme:
        return f"{100 * number:.{len(decimals.group(1)) if decimals else 0}f}%"
    if decimals:
        return f"{number:.{len(decimals.group(1))}f}"
    return f"{number:.0f}" if re.fullmatch(r"[#, ]*0", scheme) else f"{number:.15g}"


def _shown_date(number: float, form: str, epoch_1904: bool) -> str:
    """A serial day as printed: '15.10.2023', 'октябрь 2023', '15 октября', '10:30'; '' for a day that is none."""
    from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

    try:
        value = from_excel(number, CALENDAR_MAC_1904 if epoch_1904 else CALENDAR_WINDOWS_1900)
    except (OverflowError, ValueError):
        return ""
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    letters = set(_QUOTED.sub("", form.split(";")[0]).lower())
    day = _calendar(value, letters)
    if "h" not in letters:
        return day
    return f"{day} {value:%H:%M}" if letters & set("dy") else f"{value:%H:%M}"


def _calendar(day: date, letters: set[str]) -> str:
    if "d" in letters and "y" in letters:
        return f"{day:%d.%m.%Y}"
    if "d" in letters:
        return f"{day.day} {MONTHS_OF[day.month - 1]}" if "m" in letters else str(day.day)
    if "y" not in letters:
        return MONTHS[day.month - 1]
    return f"{MONTHS[day.month - 1]} {day.year}" if "m" in letters else str(day.year)

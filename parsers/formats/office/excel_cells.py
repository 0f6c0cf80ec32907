"""How an Excel cell is set, and the text of its runs; numbers and dates are in excel_formats."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from parsers.text.entering import raised

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell is set: its number format, bold, on a colour other than white, struck out."""

    form: str = "General"
    bold: bool = False
    shaded: bool = False
    struck: bool = False


def looks(styles: Any | None) -> list[Look]:
    """The cell formats of styles.xml, in the order in which cells name them."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    if styles is None:
        return []
    forms = dict(BUILTIN_FORMATS)
    for form in styles.iter(f"{S}numFmt"):
        forms[_whole(form.get("numFmtId"))] = form.get("formatCode", "General")
    bold = [_is_on(font.find(f"{S}b")) for font in _children(styles, "fonts")]
    struck = [_is_on(font.find(f"{S}strike")) for font in _children(styles, "fonts")]
    shaded = [_is_shaded(fill) for fill in _children(styles, "fills")]
    found = []
    for xf in _children(styles, "cellXfs"):
        font, fill = _whole(xf.get("fontId")), _whole(xf.get("fillId"))
        form = forms.get(_whole(xf.get("numFmtId")), "General")
        in_fonts = font < len(bold)
        found.append(
            Look(form, in_fonts and bold[font], fill < len(shaded) and shaded[fill], in_fonts and struck[font])
        )
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
    """A shared or inline string: its runs joined, phonetic hints and what is struck out left out."""
    pieces = [part.text or "" for part in element.iterchildren(f"{S}t")]
    for run in element.iterchildren(f"{S}r"):
        text = "".join(part.text or "" for part in run.iterchildren(f"{S}t"))
        pieces += [] if _run_is(run, "strike") else [raised(text) if _run_is(run, "vertAlign") else text]
    return _unescaped("".join(pieces))


def struck_text(element: Any) -> str:
    """The runs of a string that are struck out."""
    struck = (run for run in element.iterchildren(f"{S}r") if _run_is(run, "strike"))
    return _unescaped("".join(part.text or "" for run in struck for part in run.iterchildren(f"{S}t"))).strip()


def _run_is(run: Any, what: str) -> bool:
    """Whether a run is struck out ('strike') or superscript ('vertAlign')."""
    properties = run.find(f"{S}rPr")
    element = properties.find(f"{S}{what}") if properties is not None else None
    return _is_on(element) if what == "strike" else element is not None and element.get("val") == "superscript"


def _unescaped(text: str) -> str:
    text = _ESCAPED.sub(lambda code: chr(int(code.group(1), 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n")

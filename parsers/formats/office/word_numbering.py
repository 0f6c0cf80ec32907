"""Automatic numbers of a DOCX (numbering.xml), computed as Word prints them: '1.', '2.3.', 'IV', 'а)', '•'.

Paragraphs are told to `Numbering.label` in document order. As Word does (measured in it by the authors of docx4j 17.1):
lists (w:num) that share an abstract definition count on together, except where a startOverride begins anew; a level
that was skipped counts as used once ('1.', '1.1.1.', then '1.2.'); w:isLgl makes only the levels above decimal; text
boxes, notes and page headers count for themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from parsers.formats.office.numerals import symbol, word_number
from parsers.formats.office.word_styles import VAL, NumberReference, Styles, W, number_reference, switch, whole

LEVELS = 9
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. restart: the level (from 1) whose use starts this one again; None: any higher one."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    suffix: str = " "
    restart: int | None = None
    legal: bool = False
    style: str | None = None
    hidden: bool = False


def _level(element: Any) -> Level:
    def value(name: str) -> str | None:
        found = element.find(f"{W}{name}")
        return None if found is None else found.get(VAL)

    form = element.find(f"{W}numFmt")
    if form is None:
        form = element.find(f"{_ALTERNATE}AlternateContent/{_ALTERNATE}Choice/{W}numFmt")
    name = "decimal" if form is None else form.get(VAL, "decimal")
    if name == "custom":
        name = _custom_form(form.get(f"{W}format", ""))
    text = value("lvlText") or ""
    if element.find(f"{W}lvlPicBulletId") is not None:
        text = "•"
    restart = value("lvlRestart")
    return Level(
        form=name,
        text="".join(map(symbol, text)),
        start=whole(value("start"), 0),
        suffix={"nothing": "", "space": " "}.get(value("suff") or "tab", " "),
        restart=None if restart is None else whole(restart),
        legal=bool(switch(element, "isLgl")),
        style=value("pStyle"),
        hidden=bool(switch(element.find(f"{W}rPr"), "vanish")),
    )


def _custom_form(pattern: str) -> str:
    """'001, 002, 003, ...' -> 'decimalZero3': decimals of a fixed width."""
    first = pattern.split(",")[0].strip()
    return f"decimalZero{len(first)}" if re.fullmatch(r"0+1", first) else "decimal"


@dataclass(frozen=True, slots=True)
class _List:
    """A w:num: its abstract definition, its levels, and where they are made to begin anew."""

    abstract: str
    levels: dict[int, Level]
    overrides: dict[int, int]


class Numbering:
    """The lists of a document and how far each has counted."""

    def __init__(self, root: Any | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, dict[int, Level]] = {}
        self._links: dict[str, str] = {}
        self._lists: dict[str, _List] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is not None:
            self._read(root)

    def _read(self, root: Any) -> None:
        for element in root.iterfind(f"{W}abstractNum"):
            name = element.get(f"{W}abstractNumId")
            levels = element.iterfind(f"{W}lvl")
            self._abstract[name] = {whole(level.get(f"{W}ilvl")): _level(level) for level in levels}
            link = element.find(f"{W}numStyleLink")
            if link is not None:
                self._links[name] = link.get(VAL, "")
        nums = {element.get(f"{W}numId"): element for element in root.iterfind(f"{W}num")}
        for num_id, element in nums.items():
            self._lists[num_id] = self._list(element, nums)

    def _list(self, element: Any, nums: dict[str, Any]) -> _List:
        abstract = _abstract_id(element)
        levels, overrides = dict(self._abstract.get(self._linked(abstract, nums), {})), {}
        for override in element.iterfind(f"{W}lvlOverride"):
            number = whole(override.get(f"{W}ilvl"))
            own, start = override.find(f"{W}lvl"), override.find(f"{W}startOverride")
            if own is not None:
                levels[number] = _level(own)
            if start is not None:
                overrides[number] = whole(start.get(VAL))
                levels[number] = replace(levels.get(number, Level()), start=overrides[number])
        return _List(abstract, levels, overrides)

    def _linked(self, abstract: str, nums: dict[str, Any]) -> str:
        """The abstract definition behind a numStyleLink: the list of that numbering style."""
        reference = self._styles.numbering(self._links[abstract]) if abstract in self._links else None
        element = nums.get(reference[1].num_id or "") if reference else None
        return abstract if element is None else _abstract_id(element)

    @contextmanager
    def story(self) -> Iterator[None]:
        """Within it every list counts from its start: a text box, the notes, the page headers."""
        counts, begun = self._counts, self._begun
        self._counts, self._begun = {}, set()
        yield
        self._counts, self._begun = counts, begun

    def label(self, paragraph_properties: Any | None, style_id: str | None) -> str:
        """The number or bullet of the next paragraph with what follows it (a blank or nothing); '' without one."""
        num_id, number = self._place(number_reference(paragraph_properties), style_id)
        listed = self._lists.get(num_id)
        if listed is None or number not in listed.levels:
            return ""
        counts = self._counted(num_id, listed, number)
        level = listed.levels[number]
        if level.hidden:
            return ""
        printed = _printed(number, listed, counts)
        return printed + level.suffix if printed else ""

    def _place(self, own: NumberReference | None, style_id: str | None) -> tuple[str, int]:
        """(list, level) of a paragraph: its own numPr, completed by that of its style."""
        if own is not None and own.num_id is not None and own.level is not None:
            return own.num_id, own.level
        inherited = self._styles.numbering(style_id)
        if own is not None and own.num_id is not None:
            same = inherited is not None and inherited[1].num_id == own.num_id
            return own.num_id, self._style_level(*inherited) if inherited and same else 0
        if inherited is None:
            return "", 0
        level = self._style_level(*inherited) if own is None or own.level is None else own.level
        return inherited[1].num_id or "", level

    def _style_level(self, style_id: str, reference: NumberReference) -> int:
        """The level that names the style as its own (pStyle), else the one that the style states."""
        listed = self._lists.get(reference.num_id or "")
        linked = [number for number, level in listed.levels.items() if level.style == style_id] if listed else []
        return linked[0] if linked else reference.level or 0

    def _counted(self, num_id: str, listed: _List, number: int) -> dict[int, int]:
        counts = self._counts.setdefault(listed.abstract, {})
        if number in listed.overrides and (num_id, number) not in self._begun:
            counts.pop(number, None)
        self._begun.add((num_id, number))
        if number in counts:
            counts[number] += 1
        else:
            counts[number] = listed.levels[number].start
            for skipped in range(number - 1, -1, -1):
                if skipped in counts:
                    break
                counts[skipped] = listed.levels.get(skipped, Level()).start
        for deeper in range(number + 1, LEVELS):
            restart = listed.levels.get(deeper, Level()).restart
            if restart is None or 0 < number + 1 <= restart:
                counts.pop(deeper, None)
        return counts


def _printed(number: int, listed: _List, counts: dict[int, int]) -> str:
    """lvlText with its places filled: '%1.%2.' -> '2.3.'; the place of a bulleted level stays empty."""
    level = listed.levels[number]
    if level.form == "bullet":
        return level.text or "•"

    def part(match: re.Match[str]) -> str:
        place = int(match.group(1)) - 1
        other = listed.levels.get(place, Level())
        if other.form in ("bullet", "none"):
            return ""
        form = "decimal" if level.legal and place < number else other.form
        return word_number(counts.get(place, other.start), form)

    return re.sub(r"%([1-9])", part, level.text)


def _abstract_id(element: Any) -> str:
    found = element.find(f"{W}abstractNumId")
    return "" if found is None else found.get(VAL, "")

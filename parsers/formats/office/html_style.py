"""What a page's own CSS says of its elements: which are not shown, which are struck out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_AT_BLOCK = re.compile(r"@(?P<name>[\w-]+)(?P<what>[^{;]{0,500})(?:;|\{(?P<body>(?:[^{}]|\{[^{}]*\})*)\})")
_RULE = re.compile(r"([^{}]{1,5000})\{([^{}]*)\}")
_SIMPLE = re.compile(r"(?P<tag>[a-z][\w-]*|\*)?(?P<rest>(?:[.#][\w-]+|\[hidden\])*)", re.IGNORECASE)
_PART = re.compile(r"[.#][\w-]+|\[hidden\]")
_HIDES = re.compile(r"display:none|visibility:(?:hidden|collapse)|mso-hide:all")
_SHOWS = re.compile(r"display:(?!none)[a-z]|visibility:visible|mso-hide:none")
_STRIKES = re.compile(r"text-decoration(?:-line)?:[^;]*line-through|text-line-through:(?!none)")
_STRIKES_NOT = re.compile(r"text-decoration(?:-line)?:(?![^;]*line-through)[^;]+")
_ON_SCREEN = re.compile(r"^\s*(?:(?:only\s+)?(?:all|screen)\b.*)?$", re.DOTALL)
_MOST_RULES = 5_000
STRUCK_TAGS = frozenset(("s", "strike", "del"))


@dataclass(frozen=True, slots=True)
class Says:
    """What declarations say; None where they say nothing."""

    hidden: bool | None = None
    struck: bool | None = None


@dataclass(frozen=True, slots=True)
class _Simple:
    """One part of a selector ('td.old'); `child`: the part before it must be its very parent."""

    tag: str
    ids: frozenset[str]
    classes: frozenset[str]
    hidden: bool = False
    child: bool = False

    def matches(self, element: Any) -> bool:
        return (
            self.tag in ("", "*", element.tag)
            and (not self.ids or self.ids == {element.get("id")})
            and (not self.classes or self.classes <= set(element.get("class", "").split()))
            and (not self.hidden or element.get("hidden") is not None)
        )


@dataclass(frozen=True, slots=True)
class _Rule:
    parts: tuple[_Simple, ...]
    says: Says
    weight: tuple[int, int, int, int, int]

    def matches(self, element: Any) -> bool:
        """Whether the element and those around it fit; the nearest that fits counts, as is enough for plain pages."""
        if not self.parts[-1].matches(element):
            return False
        direct, around = self.parts[-1].child, element.getparent()
        for part in reversed(self.parts[:-1]):
            while around is not None and not (part.matches(around) or direct):
                around = around.getparent()
            if around is None or not part.matches(around):
                return False
            direct, around = part.child, around.getparent()
        return True


@dataclass(slots=True)
class PageStyle:
    """The looks of the elements of one page, by their tags, attributes and the page's own style sheets."""

    rules: dict[str, list[_Rule]] = field(default_factory=dict)
    """By what a rule is found: '.class', '#id', a tag, or '' for all."""

    @classmethod
    def of(cls, root: Any) -> PageStyle:
        """The style sheets that stand in the page itself; others are not fetched."""
        style = cls()
        sheets = "\n".join(sheet.text or "" for sheet in root.iter("style") if _for_screen(sheet))
        for number, rule in enumerate(_rules(sheets)):
            if number < _MOST_RULES:
                style.rules.setdefault(_key(rule.parts[-1]), []).append(rule)
        return style

    def is_hidden(self, element: Any) -> bool:
        """Whether the element itself is not shown; what stands in it is not shown either."""
        own = _said(element.get("style", "")).hidden
        stated = self._stated(element, "hidden") if own is None else own
        return element.get("hidden") is not None if stated is None else stated

    def is_struck(self, element: Any) -> bool:
        """Whether the element itself is struck out: <s>, <strike>, <del>, 'text-decoration: line-through'."""
        own = _said(element.get("style", "")).struck
        stated = self._stated(element, "struck") if own is None else own
        return element.tag in STRUCK_TAGS if stated is None else stated

    def _stated(self, element: Any, what: str) -> bool | None:
        if not self.rules:
            return None
        keys = [
            "",
            element.tag,
            f"#{element.get('id', '')}",
            *(f".{name}" for name in element.get("class", "").split()),
        ]
        found = [
            rule
            for key in keys
            for rule in self.rules.get(key, ())
            if getattr(rule.says, what) is not None and rule.matches(element)
        ]
        return getattr(max(found, key=lambda rule: rule.weight).says, what) if found else None


def _for_screen(sheet: Any) -> bool:
    return bool(_ON_SCREEN.match(sheet.get("media", "")))


def _rules(sheets: str) -> Iterator[_Rule]:
    """The rules that say what is shown or struck out, for the screen; selectors that aren't plain ones are left out."""
    sheets = _AT_BLOCK.sub(_of_screen, _COMMENT.sub(" ", sheets))
    for order, found in enumerate(_RULE.finditer(sheets)):
        says = _said(found.group(2))
        if says == Says():
            continue
        for selector in found.group(1).split(","):
            parts = _parts(selector)
            if parts:
                yield _Rule(parts, says, _weight(parts, order, "!important" in found.group(2)))


def _of_screen(found: re.Match[str]) -> str:
    """The rules within '@media screen {…}'; nothing of '@media print', '@font-face', '@import'."""
    if found.group("name").lower() != "media" or not _ON_SCREEN.match(found.group("what")):
        return " "
    return found.group("body") or " "


def _said(declarations: str) -> Says:
    plain = re.sub(r"\s+", "", declarations).lower().replace("!important", "")
    if not plain:
        return Says()
    hidden = True if _HIDES.search(plain) else False if _SHOWS.search(plain) else None
    struck = True if _STRIKES.search(plain) else False if _STRIKES_NOT.search(plain) else None
    return Says(hidden, struck)


def _parts(selector: str) -> tuple[_Simple, ...]:
    """'table.plan > tr .old' as its parts; () for what has a state, a sibling or an attribute."""
    parts: list[_Simple] = []
    child = False
    for word in selector.replace(">", " > ").split():
        if word == ">":
            child = True
            continue
        found = _SIMPLE.fullmatch(word)
        if found is None:
            return ()
        names = _PART.findall(found.group("rest"))
        ids, classes = (frozenset(name[1:] for name in names if name[0] == mark) for mark in "#.")
        parts.append(_Simple((found.group("tag") or "").lower(), ids, classes, "[hidden]" in names, child))
        child = False
    return () if child else tuple(parts)


def _weight(parts: tuple[_Simple, ...], order: int, important: bool) -> tuple[int, int, int, int, int]:
    ids = sum(len(part.ids) for part in parts)
    classes = sum(len(part.classes) + part.hidden for part in parts)
    return important, ids, classes, sum(part.tag not in ("", "*") for part in parts), order


def _key(part: _Simple) -> str:
    if part.ids:
        return f"#{min(part.ids)}"
    if part.classes:
        return f".{min(part.classes)}"
    return "" if part.tag == "*" else part.tag

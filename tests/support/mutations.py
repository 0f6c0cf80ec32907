"""The five orders changed in ways that other orders differ from them: what is read must not depend on such things.

A mutation changes the text of an order, and gold along with it where the change shows in what is read. It knows how
each page of the five orders is laid out, which a reader has to find out. Line numbers stay unless lines are added.

    mutation = MUTATIONS["years moved by three"]
    text, gold = mutation.apply("komi-usinsk-2020-798", text, gold)
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from typing import Any

Gold = list[dict[str, Any]]
"""Rows of tests/gold/items/<order>.jsonl."""

# Roles of the cells of a table line: n number, c category, a activity, p period, r responsible, s result, d and m and i
# the actions of three levels, '-' a blank cell. The first layout holds for all lines that no range names.
LAYOUTS: dict[str, tuple[str, dict[range, str]]] = {
    "altai-2023-1030": ("naprs", {range(67, 68): "ap---", range(83, 94): "aprs"}),
    "hmao-nizhnevartovsk-2023-2117-904": (
        "napdmi",
        {
            range(158, 170): "pdmi",
            range(184, 185): "nap-i",
            range(185, 186): "nap" + "d-",
            range(186, 187): "npdmi",
            range(194, 196): "apdmi",
            range(210, 212): "d---i-",
        },
    ),
    "komi-usinsk-2020-798": (
        "naprs",
        {
            range(55, 65): "naprs-",
            range(83, 93): "nap-rs",
            range(116, 126): "napr",
            range(127, 135): "naprs-",
            range(163, 171): "napr",
            range(174, 188): "nap-rs",
            range(188, 191): "naprs-",
        },
    ),
    "kuzbass-2023-3654": ("ncapr", {}),
    "kuzbass-novokuznetsk-2024-337": ("narp", {}),
}
ORDERS = tuple(LAYOUTS)


@dataclass(frozen=True)
class Mutation:
    """A change of an order's text and of what has to be read from it."""

    text: Callable[[str, str], str]
    gold: Callable[[str, Gold], Gold] = lambda order, gold: gold

    def apply(self, order: str, text: str, gold: Gold) -> tuple[str, Gold]:
        """The changed text and gold of one of ORDERS."""
        return self.text(order, text), self.gold(order, gold)


def layout(order: str, line: int) -> str:
    """The roles of the cells of a table line (from 1)."""
    usual, others = LAYOUTS[order]
    return next((roles for lines, roles in others.items() if line in lines), usual)


def _map_rows(text: str, change: Callable[[int, list[str]], list[str]]) -> str:
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if "\t" in line and line.strip() and not _is_rule(line):
            lines[number - 1] = "\t".join(change(number, line.split("\t")))
    return "\n".join(lines)


def _is_rule(line: str) -> bool:
    return not line.strip("-\t ")


def _is_heading(cells: list[str]) -> bool:
    """A single text in the first cell, not a number nor the rest of a cut cell."""
    return (
        bool(cells[0].strip())
        and not any(cell.strip() for cell in cells[1:])
        and not _NUMBER.fullmatch(cells[0].strip())
    )


_NUMBER = re.compile(r"\d+(\.\d+)*\.?")


def _is_header(cells: list[str]) -> bool:
    """Captions of a table: at least two of those that SYNONYMS has another word for."""
    return sum(re.sub(r"</?b>", "", cell).strip() in SYNONYMS for cell in cells) >= 2


# --- columns --------------------------------------------------------------------------------------------------------

NEW_ORDER = {
    "altai-2023-1030": "npasr",
    "hmao-nizhnevartovsk-2023-2117-904": "nadmip",
    "komi-usinsk-2020-798": "npars",
    "kuzbass-2023-3654": "narcp",
    "kuzbass-novokuznetsk-2024-337": "npra",
}


def _reorder(order: str, text: str) -> str:
    rank = {role: place for place, role in enumerate(NEW_ORDER[order])}

    def change(number: int, cells: list[str]) -> list[str]:
        roles = layout(order, number)
        if _is_heading(cells) and roles[0] == "n":
            return cells
        ranks, following = [], float(len(cells))
        for role in reversed(roles.ljust(len(cells), "-")):
            following = rank[role] if role != "-" else following - 0.1
            ranks.append(following)
        return [cell for _, cell in sorted(zip(reversed(ranks), cells, strict=True), key=lambda pair: pair[0])]

    return _map_rows(text, change)


def _drop_numbers(order: str, text: str) -> str:
    def change(number: int, cells: list[str]) -> list[str]:
        if layout(order, number)[0] != "n":
            return cells[:-1] if number == 67 else cells
        if _is_heading(cells):
            return cells[:1] + cells[2:]
        return cells[1:]

    return _map_rows(_number_headings(order, text), change)


def _without_numbers(order: str, gold: Gold) -> Gold:
    dropped = ("number", "parent_number")
    rows = [{**row, "activity": re.sub(r"^[-–] ", "", row["activity"])} for row in _numbered_sections(order, gold)]
    return [{key: value for key, value in row.items() if key not in dropped} for row in rows]


UNNUMBERED = "kuzbass-novokuznetsk-2024-337"
"""The order whose sections have no numbers: without a number column nobody could tell them from its groups."""


def _number_headings(order: str, text: str) -> str:
    if order != UNNUMBERED:
        return text
    lines = text.split("\n")
    numbers: dict[str, int] = {}
    for place, line in enumerate(lines[49:], 49):
        cells = line.split("\t")
        if _is_heading(cells) and len(cells) != 2:
            title = cells[0].strip()
            lines[place] = "\t".join([f"{numbers.setdefault(title, len(numbers) + 1)}. {title}", *cells[1:]])
    return "\n".join(lines)


def _numbered_sections(order: str, gold: Gold) -> Gold:
    if order != UNNUMBERED:
        return gold
    titles = list(dict.fromkeys(row["section"] for row in gold))
    return [{**row, "section": f"{titles.index(row['section']) + 1}. {row['section']}"} for row in gold]


def _add_column(caption: str, place: int) -> Callable[[str, str], str]:
    def text(order: str, text: str) -> str:
        def change(number: int, cells: list[str]) -> list[str]:
            return [*cells[:place], caption if _is_header(cells) else "", *cells[place:]]

        return _map_rows(text, change)

    return text


# --- words ----------------------------------------------------------------------------------------------------------

SYNONYMS = {
    "№ п/п": "№№",
    "№": "п/п",
    "Наименование мероприятия": "Содержание работы",
    "Мероприятия": "Виды работ",
    "Направление мероприятий": "Наименование мероприятия",
    "Сроки": "Период проведения",
    "Сроки исполнения": "Дата",
    "Сроки реализации": "Срок выполнения",
    "Ответственный": "Исполнители",
    "Ответственные": "Ответственные лица",
    "Ответственные исполнители": "Исполнитель",
    "Ожидаемый результат": "Форма представления результата",
    "Результат исполнения": "Вид документа",
    "Категории": "Целевая аудитория",
}


def _rename_captions(order: str, text: str) -> str:
    def change(number: int, cells: list[str]) -> list[str]:
        if not _is_header(cells):
            return cells
        plain = [re.sub(r"</?b>", "", cell).strip() for cell in cells]
        return [SYNONYMS.get(cell, cell) for cell in plain]

    return _map_rows(text, change)


def _moved_years(text: str) -> str:
    return re.sub(r"(?<!\d)20[12]\d(?!\d)", lambda match: str(int(match.group()) + 3), text)


NAMES = {
    "Алтайск": "Приморск",
    "Новокузнецк": "Прокопьевск",
    "Нижневартовск": "Магнитогорск",
    "Усинск": "Воркут",
    "Кузбасс": "Донбасс",
    "Кемеровск": "Амурск",
    "Полосина": "Кравчук",
    "Дюбенкова": "Шаповал",
    "Рязанов ": "Тихомиров ",
    "УО АНМО": "КО АПМО",
    "МАОУ ДПО ИМЦ": "МБУ ЦРО",
    "ГКУ КЦМКО": "ОГБУ РЦОКО",
    "УГУиОКО МОК": "ДОО МО АО",
    "ИМО": "НМЦ",
    "МОУО": "ОМСУ",
    "ИРО ": "АППО ",
}


def _renamed(text: str) -> str:
    for old, new in NAMES.items():
        text = text.replace(old, new)
    return text


def _in_all_texts(change: Callable[[str], str]) -> Callable[[str, Gold], Gold]:
    def changed(value: Any) -> Any:
        if isinstance(value, str):
            return change(value)
        if isinstance(value, list):
            return [changed(part) for part in value]
        if isinstance(value, dict):
            return {key: changed(part) for key, part in value.items()}
        return value

    return lambda order, gold: [{**changed(row), "order": row["order"]} for row in gold]


# --- headings -------------------------------------------------------------------------------------------------------

_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_ARABIC_HEADING = re.compile(r"^(\d{1,2})\.(?=\s+\D)")


def _roman(title: str) -> str:
    return _ARABIC_HEADING.sub(lambda match: f"{_ROMAN[int(match.group(1))]}.", title)


def _roman_headings(order: str, text: str) -> str:
    return _map_rows(text, lambda number, cells: [_roman(cells[0]), *cells[1:]] if _is_heading(cells) else cells)


def _roman_sections(order: str, gold: Gold) -> Gold:
    return [{**row, "section": _roman(row["section"])} if "section" in row else row for row in gold]


# --- pages ----------------------------------------------------------------------------------------------------------


def _break_pages(every: int) -> Callable[[str, str], str]:
    """A page break after every so many rows, in addition to those that are there."""

    def text(order: str, text: str) -> str:
        broken, rows = [], 0
        lines = text.split("\n")
        for line, following in zip(lines, [*lines[1:], ""], strict=True):
            broken.append(line)
            rows += "\t" in line
            if "\t" in line and "\t" in following and rows % every == 0 and not _is_header(line.split("\t")):
                broken.append("")
        return "\n".join(broken)

    return text


_LONG_WORD = re.compile(r"(?<=\s)([а-яё]{4})([а-яё]{5,})(?=\s)")


def _cut_rows(share: float, hyphens: bool) -> Callable[[str, str], str]:
    """Cuts the activity of some numbered rows by a page break, between two words or within one."""

    def text(order: str, text: str) -> str:
        random = Random(7)
        cut: list[str] = []
        for number, line in enumerate(text.split("\n"), 1):
            cells, roles = line.split("\t"), layout(order, number)
            tail = None
            place = roles.find("a")
            whole = _NUMBER.fullmatch(cells[0].strip()) and place > 0 and len(cells) == len(roles)
            if whole and random.random() < share:
                tail = _cut_cell(cells, place, random, hyphens)
            cut.append("\t".join(cells))
            if tail is not None:
                cut += ["", "\t".join(tail if col == place else "" for col in range(len(cells)))]
        return "\n".join(cut)

    return text


def _cut_cell(cells: list[str], place: int, random: Random, hyphens: bool) -> str | None:
    """Shortens a cell and gives what follows on the next page; None where it is not cut."""
    text = cells[place]
    if len(text) < 80 or "<" in text or "  " in text:
        return None
    words = list(_LONG_WORD.finditer(text)) if hyphens else list(re.finditer(r"(?<=[а-яё]) (?=[а-яё]{3})", text))
    inner = [match for match in words if 20 < match.start() < len(text) - 20]
    if not inner:
        return None
    at = random.choice(inner)
    cut = at.end(1) if hyphens else at.start()
    cells[place], tail = text[:cut] + ("-" if hyphens else ""), text[cut:].lstrip()
    return tail


MUTATIONS: dict[str, Mutation] = {
    "columns in another order": Mutation(_reorder),
    "headings replaced by synonyms": Mutation(_rename_captions),
    "years moved by three": Mutation(lambda order, text: _moved_years(text), _in_all_texts(_moved_years)),
    "other region and office names": Mutation(lambda order, text: _renamed(text), _in_all_texts(_renamed)),
    "number column dropped": Mutation(_drop_numbers, _without_numbers),
    "sections numbered in Roman figures": Mutation(_roman_headings, _roman_sections),
    "page breaks after every fifth row": Mutation(_break_pages(5)),
    "rows cut by page breaks": Mutation(_cut_rows(0.3, hyphens=False)),
    "words cut by page breaks": Mutation(_cut_rows(0.3, hyphens=True)),
    "an empty column in the middle": Mutation(_add_column("", 2)),
    "an empty column of remarks": Mutation(_add_column("Примечание", 1)),
}

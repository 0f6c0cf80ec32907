"""Orders with known content for the benches: the five orders rebuilt from gold in their own shape, and generated ones.

An `Order` tells what is printed and what a reader has to give back: its rows are the expected items in reading order.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any

import yaml

GOLD = Path(__file__).parents[2] / "tests" / "gold" / "items"


@dataclass(frozen=True)
class Column:
    """A column: its role, the caption printed over it and, where the header has two rows, the caption over both."""

    role: str
    caption: str
    width: int
    over: str = ""


@dataclass(frozen=True)
class PlanRow:
    """One expected row. kind: section|subsection|group|item.

    merged: roles whose cell is printed once above and covers this row too; the texts are what holds for this row, so
    they repeat it, only a number is not repeated.
    beside: printed in the same row as the item before it, as further paragraphs of its cells.
    bullet: printed before the activity, no part of it.
    """

    kind: str
    text: dict[str, str]
    section: str = ""
    merged: frozenset[str] = frozenset()
    beside: bool = False
    bullet: str = ""

    def __getitem__(self, role: str) -> str:
        return self.text.get(role, "")


@dataclass(frozen=True)
class PlanTable:
    """A roadmap table. auto: its numbers are automatic ones (numbering.xml), not text.

    headed: it has a header; counted: under it the columns are numbered '1 | 2 | 3'; open_sections: a section row is not
    merged over the columns, its text stands in that of the activities.
    """

    columns: tuple[Column, ...]
    rows: tuple[PlanRow, ...]
    title: str = ""
    auto: bool = False
    headed: bool = True
    counted: bool = False
    open_sections: bool = False

    @property
    def items(self) -> tuple[PlanRow, ...]:
        """The rows that a reader has to give back as items or groups."""
        return tuple(row for row in self.rows if row.kind in ("item", "group"))


@dataclass(frozen=True)
class Order:
    """A whole order: paragraphs before, tables, paragraphs after."""

    name: str
    before: tuple[str, ...]
    tables: tuple[PlanTable, ...]
    after: tuple[str, ...] = ()

    @property
    def items(self) -> tuple[PlanRow, ...]:
        """All expected items and groups in reading order."""
        return tuple(row for table in self.tables for row in table.items)


# --- the five orders, from gold ------------------------------------------------------------------------------------

SHAPES: dict[str, tuple[Column, ...]] = {
    "altai-2023-1030": (
        Column("number", "№ п/п", 7),
        Column("activity", "Наименование мероприятия", 40),
        Column("period", "Сроки", 15),
        Column("responsible", "Ответственный", 18),
        Column("result", "Ожидаемый результат", 20),
    ),
    "hmao-nizhnevartovsk-2023-2117-904": (
        Column("number", "№ п/п", 6),
        Column("activity", "Направление мероприятий", 24),
        Column("period", "Сроки", 12),
        Column("action 1", "муниципальный (департамент образования)", 20, "Действия по реализации мероприятий"),
        Column("action 2", "муниципальный (МАУ ЦРО)", 19, "Действия по реализации мероприятий"),
        Column("action 3", "институциональный (ОО)", 19, "Действия по реализации мероприятий"),
    ),
    "komi-usinsk-2020-798": (
        Column("number", "№ п/п", 7),
        Column("activity", "Направления работы и планируемые мероприятия", 38, "Муниципальный уровень"),
        Column("period", "Сроки исполнения", 15, "Муниципальный уровень"),
        Column("responsible", "Ответственный", 18, "Муниципальный уровень"),
        Column("result", "Результат исполнения", 22),
    ),
    "kuzbass-2023-3654": (
        Column("number", "№", 5),
        Column("category", "Категории", 20),
        Column("activity", "Мероприятия", 40),
        Column("period", "Сроки", 17),
        Column("responsible", "Ответственные", 18),
    ),
    "kuzbass-novokuznetsk-2024-337": (
        Column("number", "№", 7),
        Column("activity", "Мероприятия", 50),
        Column("responsible", "Ответственные исполнители", 20),
        Column("period", "Сроки реализации", 18),
    ),
}


def gold_orders() -> tuple[Order, ...]:
    """The five orders: text, sections, groups, bullets and merged cells as gold has them, the columns as printed."""
    return tuple(_gold_order(name) for name in SHAPES)


def _gold_order(name: str) -> Order:
    lines = (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    items = [json.loads(line) for line in lines if line.strip()]
    tables = []
    for number in sorted({item["table"] for item in items}):
        own = [item for item in items if item["table"] == number]
        appendix = own[0].get("appendix")
        title = f"Приложение {appendix}" if appendix else "План мероприятий («дорожная карта»)"
        tables.append(PlanTable(SHAPES[name], tuple(_gold_rows(own, SHAPES[name])), title))
    before = ("ПРИКАЗ", f"Об утверждении плана мероприятий ({name})", "п р и к а з ы в а ю :", "1. Утвердить план.")
    return Order(name, before, tuple(tables), ("Начальник управления\tИ.И. Иванов",))


def _gold_rows(items: list[dict[str, Any]], columns: tuple[Column, ...]) -> list[PlanRow]:
    rows: list[PlanRow] = []
    section = subsection = ""
    previous: PlanRow | None = None
    for item in items:
        if item.get("section", "") != section:
            section, previous = item.get("section", ""), None
            rows.append(PlanRow("section", {"activity": section}, section))
        if item.get("subsection", "") != subsection:
            subsection, previous = item.get("subsection", ""), None
            if subsection:
                rows.append(PlanRow("subsection", {"activity": subsection}, section))
        previous = _gold_row(item, columns, previous, section)
        rows.append(previous)
    return rows


def _gold_row(item: dict[str, Any], columns: tuple[Column, ...], above: PlanRow | None, section: str) -> PlanRow:
    levels = {column.caption: column.role for column in columns if column.role.startswith("action")}
    text = {role: item.get(role) or "" for role in ("number", "category", "activity", "result")}
    text["period"] = item.get("period_raw") or ""
    text["responsible"] = " ".join((item.get("responsible_raw") or ", ".join(item.get("responsible") or [])).split())
    for action in item.get("actions", ()):
        text[levels[action["level"]]] = action["text"]
    merged = set()
    beside = bool(above and item.get("category") and above["number"] == text["number"] != "")
    if above and item.get("responsible_inherited") and not beside and _same(item, above):
        merged.add("responsible")
        text["responsible"] = above["responsible"]
    if above and item.get("activity_inherited"):
        merged |= {"activity"} | ({"period"} if above["period"] == text["period"] else set())
        merged |= set() if text["number"] else {"number"}
    kind = "group" if item.get("is_group") else "item"
    own = {role: text[role] for role in text if any(column.role == role for column in columns)}
    return PlanRow(kind, own, section, frozenset(merged), beside)


def _same(item: dict[str, Any], above: PlanRow) -> bool:
    """Whether the inherited responsible is the one of the row above, so that one merged cell prints both."""
    return all(name in above["responsible"] for name in item.get("responsible") or ["\0"])


# --- generated orders ------------------------------------------------------------------------------------------------


@dataclass
class _Generator:
    """Draws one order; the same seed gives the same order."""

    random: Random
    words: dict[str, Any] = field(
        default_factory=lambda: yaml.safe_load((Path(__file__).parent / "vocabulary.yml").read_text(encoding="utf-8"))
    )
    year: int = 2022

    def activity(self) -> str:
        pick = self.random.choice
        tails = self.random.sample(self.words["tails"], self.random.choice((0, 1, 1, 2, 3)))
        text = " ".join([pick(self.words["verbs"]), pick(self.words["objects"]), *tails])
        if self.random.random() < 0.15:
            bullets = self.random.sample(self.words["bullets"], self.random.randint(2, 5))
            text = text + ":\n" + ";\n".join(f"- {bullet}" for bullet in bullets)
        return text

    def period(self) -> str:
        months, pick = self.words["months"], self.random.choice
        year = self.year + self.random.randint(0, 1)
        first, second = sorted(self.random.sample(range(12), 2))
        return pick(
            (
                f"{months[first]} {year} года",
                f"{months[first]} – {months[second]} {year} г.",
                f"до {self.random.randint(1, 28):02}.{first + 1:02}.{year}",
                f"{months[first]},\n{months[second]} {year} года",
                "в течение учебного года",
                "по отдельному графику",
            )
        )

    def columns(self) -> tuple[Column, ...]:
        roles = ["number", "activity", "period", "responsible"]
        if self.random.random() < 0.3:
            roles[2:4] = ["responsible", "period"]
        if self.random.random() < 0.5:
            roles.append("result")
        if self.random.random() < 0.2:
            roles.insert(1, "category")
        widths = {"number": 7, "activity": 40, "period": 16, "responsible": 20, "result": 18, "category": 15}
        over = {"period": "Исполнение", "responsible": "Исполнение"} if self.random.random() < 0.3 else {}
        captions = {role: self.random.choice(self.words["captions"][role]) for role in roles}
        return tuple(Column(role, captions[role], widths[role], over.get(role, "")) for role in roles)

    def table(self, auto: bool, sections: int, title: str) -> PlanTable:
        columns = self.columns()
        rows: list[PlanRow] = []
        flat = self.random.random() < 0.2
        count = 0
        for number, section in enumerate(self.random.sample(self.words["sections"], sections), start=1):
            prefix = "" if flat else f"{number}. "
            rows.append(PlanRow("section", {"activity": section if auto else prefix + section}, prefix + section))
            above: PlanRow | None = None
            for place in range(1, self.random.randint(4, 12)):
                count += 1
                printed = f"{count}." if flat else f"{number}.{place}."
                above = self.row(columns, printed, above, prefix + section)
                rows.append(above)
        return PlanTable(columns, tuple(rows), title, auto)

    def row(self, columns: tuple[Column, ...], number: str, above: PlanRow | None, section: str) -> PlanRow:
        text = {
            "number": number,
            "activity": self.activity(),
            "period": self.period(),
            "responsible": ", ".join(self.random.choice(self.words["responsibles"])),
            "result": self.random.choice(self.words["results"]),
            "category": self.random.choice(self.words["objects"]).split()[-1],
        }
        text = {column.role: text[column.role] for column in columns}
        spanning = [role for role in ("responsible", "result", "period", "category") if role in text and above]
        merged = [role for role in spanning if self.random.random() < (0.1 if role == "period" else 0.3)]
        return PlanRow("item", {**text, **{role: above[role] for role in merged if above}}, section, frozenset(merged))


def generated_order(seed: int, auto: bool | None = None) -> Order:
    """An order of another region, drawn by the seed: columns, header, merges, sections, automatic or typed numbers."""
    draw = _Generator(Random(seed))
    draw.year = 2016 + draw.random.randint(0, 9)
    issuer, where, _ = draw.random.choice(draw.words["regions"])
    auto = draw.random.random() < 0.5 if auto is None else auto
    count = 2 if draw.random.random() < 0.25 else 1
    titles = [f"Приложение {k} к приказу" for k in range(1, count + 1)] if count > 1 else ["План мероприятий"]
    tables = tuple(draw.table(auto, draw.random.randint(2, 5), title) for title in titles)
    before = (
        issuer.upper(),
        "ПРИКАЗ",
        f"от {draw.random.randint(1, 28):02}.10.{draw.year} № {draw.random.randint(10, 3000)}",
        f"Об утверждении дорожной карты проведения ГИА в {where} в {draw.year}-{draw.year + 1} учебном году",
        "ПРИКАЗЫВАЮ:",
        "1. Утвердить прилагаемый план мероприятий.",
        "2. Контроль за исполнением приказа оставляю за собой.",
    )
    return Order(f"generated-{seed}", before, tables, ("Руководитель\tО.В. Симонова",))


def generated_orders(count: int, first_seed: int = 1) -> tuple[Order, ...]:
    """`count` orders by consecutive seeds."""
    return tuple(generated_order(first_seed + number) for number in range(count))


def short(order: Order, rows: int) -> Order:
    """The order with its first table cut after `rows` rows, for small fixtures."""
    return replace(order, tables=(replace(order.tables[0], rows=order.tables[0].rows[:rows]),))

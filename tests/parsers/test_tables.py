"""Tables of other regions, in other orders of columns and under other captions, read by what their cells hold."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from parsers.errors import ParseError
from parsers.formats import html
from parsers.model import Row
from tests.support.plan_tables import MARK, SECOND, Item, PlanTable, plan_tables
from tests.support.roadmap_score import items_of, roadmap_of

BEFORE = "Министерство образования\nПРИКАЗ\nОб утверждении плана\n\nПлан мероприятий\n"
AFTER = "\nМинистр\tА.А. Смирнова\n"
CASES = [pytest.param(table, id=table.name) for table in plan_tables("regions.yml")]


def found(rows: list[Row]) -> list[Item]:
    roles = ("number", "activity", "period", "responsible", "result", "category", "section")
    return [{role: " ".join(getattr(row, role).split()) for role in roles} for row in rows]


@pytest.mark.parametrize("table", CASES)
def test_as_text(table: PlanTable) -> None:
    rows = items_of(roadmap_of(BEFORE + table.as_text() + AFTER))
    assert found(rows) == table.items(merges_told=False)


@pytest.mark.parametrize("table", CASES)
def test_as_cells(table: PlanTable, tmp_path: Path) -> None:
    paragraphs = "".join(f"<p>{line}</p>" for line in BEFORE.split("\n") if line)
    page = tmp_path / "plan.html"
    page.write_text(f"<html><body>{paragraphs}{table.as_html()}</body></html>", encoding="utf-8")
    rows = items_of(roadmap_of(html.read(page)))
    assert found(rows) == table.items(merges_told=True)


def test_most_rows_are_found_without_any_captions() -> None:
    """Content alone tells the columns, but not the aim of a measure from the measure."""
    right = total = 0
    for table in plan_tables("regions.yml"):
        if any(role.startswith(MARK) or role.endswith(SECOND) for role in table.roles):
            continue
        bare = replace(
            table, headers=0, rows=tuple(row for row in table.rows if row not in table.rows[: table.headers])
        )
        rows = {row.activity for row in items_of(roadmap_of(BEFORE + bare.as_text() + AFTER))}
        wanted = [item["activity"] for item in bare.items(merges_told=False)]
        total += len(wanted)
        right += sum(activity in rows for activity in wanted)
    assert right >= 0.95 * total


NO_PLANS = {
    "places": """№ | Код пункта | Наименование пункта | Адрес
1 | 101 | МБОУ «Школа № 4» | г. Шадринск, ул. Мира, 5
2 | 102 | МБОУ «Гимназия № 9» | г. Шадринск, ул. Труда, 14
3 | 103 | МБОУ «Лицей № 1» | г. Шадринск, ул. Ленина, 2""",
    "members of a commission": """Председатель | Кравцов Алексей Юрьевич | заместитель министра
Секретарь | Ли Марина Сергеевна | консультант отдела
Член комиссии | Дёмин Павел Ильич | методист центра""",
    "timetable of examinations": """Дата | Предмет
26 мая 2025 года | литература, химия
30 мая 2025 года | русский язык
3 июня 2025 года | математика""",
    "agreement": """Должность | ФИО | Подпись | Дата
Начальник отдела | Петрова И.И. | | 10.10.2024
Юрист | Орлов С.С. | | 11.10.2024""",
    "money": """Статья расходов | Сумма, тыс. руб. | Источник
Закупка бумаги для печати материалов | 120,5 | областной бюджет
Оплата труда экспертов комиссий | 3 400,0 | областной бюджет""",
    "duty": """Дата | Время | Ответственный | Телефон
26.05.2025 | 8.00-15.00 | Иванова А.А. | 2-15-16
30.05.2025 | 8.00-15.00 | Петров К.К. | 2-15-17
03.06.2025 | 8.00-15.00 | Сидоров Л.Л. | 2-15-18""",
    "timetable with those responsible": """Дата | Предмет | Пункт | Ответственный
26.05.2025 | история, физика | школа № 4 | Иванова А.А.
30.05.2025 | русский язык | школа № 4 | Петров К.К.
03.06.2025 | математика | гимназия № 1 | Сидоров Л.Л.""",
    "contacts": """№ | Муниципальный район | Ответственный специалист | Телефон | Срок полномочий
1 | Алтайский | Кравченко О.В. | 2-22-13 | до 31.12.2025
2 | Бейский | Тюкпиеков Р.Д. | 3-06-99 | до 31.12.2025""",
    "schools of each place": """Код ППЭ | Наименование ППЭ | Прикреплённые школы | Дата экзамена
101 | МБОУ СОШ № 4 | МБОУ СОШ № 4, МБОУ СОШ № 7, МБОУ ООШ № 2 | 26.05.2025
102 | МБОУ СОШ № 9 | МБОУ СОШ № 9, МБОУ гимназия № 1 | 26.05.2025""",
    "marks": """Предмет | Минимальный балл | Оценка «3» | Оценка «4» | Оценка «5»
Русский язык | 15 | 15-22 | 23-28 | 29-33
Математика | 8 | 8-14 | 15-21 | 22-31""",
    "distribution of schools": """№ п/п | Образовательная организация | Ответственный за экзамены | Телефон
1 | МОУ СОШ № 3 | Власова Н.Н. | 2-14-15
2 | МОУ СОШ № 7 | Титов К.К. | 2-17-18""",
}
PLAN = next(table for table in plan_tables("regions.yml") if table.name == "list of measures")


@pytest.mark.parametrize("name", NO_PLANS)
def test_other_tables_are_no_plans(name: str) -> None:
    text = BEFORE + NO_PLANS[name].replace(" | ", "\t") + AFTER
    with pytest.raises(ParseError, match="нет таблицы плана"):
        roadmap_of(text)


@pytest.mark.parametrize("name", NO_PLANS)
@pytest.mark.parametrize("after", [True, False])
def test_other_tables_beside_a_plan_give_no_rows(name: str, after: bool) -> None:
    other = "Приложение 2\nСписок\n" + NO_PLANS[name].replace(" | ", "\t")
    plan = "Приложение 1\nПлан мероприятий\n" + PLAN.as_text()
    text = "\n".join([BEFORE, plan, other] if after else [BEFORE, other, plan]) + AFTER
    assert found(items_of(roadmap_of(text))) == PLAN.items(merges_told=False)

"""Captions that say in other words what a column holds."""

from __future__ import annotations

import pytest

from tests.support.roadmap_score import roadmap_of

CELLS = {
    "activity": ("Обследование площадок", "Медосмотр работников лагерей", "Открытие первой смены"),
    "period": ("до 25.05.2012", "12 апреля 2012 г.", "июнь 2012 г."),
    "end": ("30.05.2012", "20.04.2012", "25.06.2012"),
    "responsible": ("Начальники лагерей", "Сектор молодёжной политики", "МБУЗ «ЦРБ»"),
    "place": ("школы района", "поликлиника", "стадион «Колос»"),
}
HEADERS = {
    "N | Чем занимаемся | Где | В какие дни | Кому поручено": ("activity", "place", "period", "responsible"),
    "№ | Что нужно сделать | К какому сроку | Кто выполняет": ("activity", "period", "responsible"),
    "№ | Событие | Дни проведения | Где проводится | Кто проводит": ("activity", "period", "place", "responsible"),
    "№ | Поручение | До какого числа | С кого спрос": ("activity", "period", "responsible"),
    "Номер | Этап работ | Приступить | Завершить | Отвечает": ("activity", "period", "end", "responsible"),
}


@pytest.mark.parametrize(("header", "roles"), HEADERS.items(), ids=HEADERS)
@pytest.mark.parametrize("style", ["tabs", "bars at the ends"])
def test_a_header_in_other_words(header: str, roles: tuple[str, ...], style: str) -> None:
    rows = [header.split(" | ")] + [[str(k + 1), *(CELLS[role][k] for role in roles)] for k in range(3)]
    lines = ["\t".join(row) if style == "tabs" else "\n".join(f"{cell} |" for cell in row) for row in rows]
    read = roadmap_of("ПЛАН\nорганизации отдыха детей летом 2012 года\n\n" + "\n".join(lines) + "\n")
    assert [row.activity for row in read.rows] == list(CELLS["activity"])
    assert [row.responsible for row in read.rows] == list(CELLS["responsible"])
    assert all(CELLS["period"][k] in row.period for k, row in enumerate(read.rows))

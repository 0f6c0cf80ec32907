"""Tables that are no plan are refused, with what they lack; plans with unusual captions or heads are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.orders.assemble import read_order
from parsers.errors import ParseError


def load(tmp_path: Path, head: str, captions: str, *rows: str) -> int:
    cells = "".join(f"<tr><td>{line.replace('|', '<td>')}" for line in (captions, *rows) if line)
    path = tmp_path / "table.html"
    path.write_text(f"<p>{head}</p><table>{cells}</table>", encoding="utf-8")
    return len(read_order(path).items)


@pytest.mark.parametrize(
    ("head", "captions", "rows"),
    [
        (
            "Перечень действующих документов учреждения",
            "№|Наименование документа|Дата утверждения|Кем утверждён",
            ["1|Положение о порядке приёма обучающихся в школу|12.03.2019|Директор школы",
             "2|Правила внутреннего распорядка обучающихся|04.09.2023|Педагогический совет"],
        ),
        (
            "Спецификация к договору поставки",
            "№|Наименование товара|Срок поставки|Цена",
            ["1|Бумага офисная А4, пачка по 500 листов|до 15.03.2024|310,00",
             "2|Картридж для печатающего устройства, чёрный|до 20.03.2024|2 150,00"],
        ),
        (
            "Реестр договоров учреждения",
            "№|Наименование и предмет договора|Срок действия договора|Исполнитель",
            ["1|Обслуживание пожарной сигнализации в двух зданиях|01.01.2023 - 31.12.2023|ООО «Сигнал»",
             "2|Вывоз твёрдых коммунальных отходов с территории|01.02.2023 - 31.01.2024|ООО «Чистый двор»"],
        ),
        (
            "",
            "отметка|служба|запись",
            ["2023-11-02 08:00:15|почта|Получено письмо о ремонте спортивного зала",
             "2023-11-02 08:03:41|архив|Сохранена копия базы учащихся за неделю"],
        ),
        (
            "Журнал учёта посетителей",
            "№|Дата посещения|Содержание обращения посетителя|Кто принял",
            ["1|12.01.2024|Получение справки об обучении сына в школе|Иванова А.А.",
             "2|15.01.2024|Подача заявления о зачислении в первый класс|Петрова Б.Б."],
        ),
    ],
)  # fmt: skip
def test_what_is_no_plan_is_refused(tmp_path: Path, head: str, captions: str, rows: list[str]) -> None:
    with pytest.raises(ParseError) as refused:
        load(tmp_path, head, captions, *rows)
    assert refused.value.stage == "table"
    assert "\n" not in str(refused.value)


PLAN = ["1|Совещание с руководителями школ по итогам года|{}|Управление образования",
        "2|Сбор сведений о выпускниках прошлых лет в районе|{}|Методический центр"]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "captions", "periods"),
    [
        ("Работа комитета", "№|Содержание работы|Сроки|Ответственные", ("май 2024", "июнь 2024")),
        ("Работа комитета", "№|Наименование|Дата|Ответственные", ("до 15.05.2024", "20.06.2024")),
        ("План на год", "№|Наименование|Дата|Ответственные", ("15.05.2020", "20.06.2024")),
        ("Работа комитета", "№|Наименование|Дата|Ответственные", ("15.05.2024", "20.06.2024")),
        ("График совещаний", "№|Тема|Дата|Ответственные", ("15.05.2021", "20.06.2024")),
        ("Работа комитета", "", ("май 2024", "июнь 2024")),
    ],
)
def test_a_plan_is_not_lost(tmp_path: Path, head: str, captions: str, periods: tuple[str, str]) -> None:
    rows = [line.format(period) for line, period in zip(PLAN, periods, strict=True)]
    assert load(tmp_path, head, captions, *rows) == 2

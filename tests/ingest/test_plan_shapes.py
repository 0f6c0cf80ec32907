"""Plans of shapes that other regions print: what each row holds, from the text to the normalised values."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.orders.assemble import read_order

HEAD = """ПРИКАЗ
от 15.09.2025 № 187
Об утверждении плана подготовки к ГИА в 2025-2026 учебном году
ПРИКАЗЫВАЮ: утвердить план.
Начальник\tА.Н. Слепцов

План
"""
MONTHS_AS_HEADINGS = """№\tСодержание работы\tОтветственные
Сентябрь\t\t
1\tСовещание заместителей директоров по итогам экзаменов\tСивцева Н.К., методист
Ноябрь - декабрь\t\t
2\tРепетиционное сочинение в одиннадцатых классах\tруководители ШМО
3\tРодительские собрания в выпускных классах\tклассные руководители
Май 2026 г.\t\t
4\tИнструктаж организаторов пунктов проведения\tУО, ОО
"""
PERIOD_AND_RESPONSIBLE = """№\tМероприятия\tСрок, ответственный
1)\tФормирование пакета нормативных документов\tсентябрь-октябрь 2025 г., Бережная Т.В.
2)\tНазначение координатора экзаменов приказом\tдо 15 октября 2025 г. Бережная Т.В., методист Клименко О.А.
3)\tОбучение педагогов на курсах повышения квалификации\tПо плану ИРО, ОО
4)\tСобеседования с директорами школ района\tКалашникова Л.М. декабрь, март
"""

PLANS = {
    "months as headings": (
        MONTHS_AS_HEADINGS,
        [
            ("1", "Сентябрь", "2025-09-01", "Сивцева Н.К., методист"),
            ("2", "Ноябрь - декабрь", "2025-11-01", "руководители ШМО"),
            ("3", "Ноябрь - декабрь", "2025-11-01", "классные руководители"),
            ("4", "Май 2026 г.", "2026-05-01", "УО, ОО"),
        ],
    ),
    "period and responsible in one column": (
        PERIOD_AND_RESPONSIBLE,
        [
            ("1)", "сентябрь-октябрь 2025 г.", "2025-09-01", "Бережная Т.В."),
            ("2)", "до 15 октября 2025 г.", "None", "Бережная Т.В., методист Клименко О.А."),
            ("3)", "По плану ИРО", "None", "ОО"),
            ("4)", "декабрь, март", "2025-12-01", "Калашникова Л.М."),
        ],
    ),
}


@pytest.mark.parametrize("name", PLANS)
def test_rows_of_a_plan(tmp_path: Path, name: str) -> None:
    text, rows = PLANS[name]
    path = tmp_path / "plan.txt"
    path.write_text(HEAD + text, encoding="utf-8")
    items = read_order(path).items
    assert [
        (item.row.number, item.row.period, str(item.periods[0].start), item.row.responsible) for item in items
    ] == rows

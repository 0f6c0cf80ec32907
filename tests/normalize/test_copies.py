"""Activities that an order prints twice, and those that only look so."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.activities.copies import Printed, find_copies

GIA_9, GIA_11 = ("Проведение ГИА-9",), ("Проведение ГИА-11",)
STATUTE = "Об утверждении Положения о комиссии тифлопереводчиков при проведении ГИА-9 и ГИА-11"
DATABASE = "Внесение сведений о ППЭ, включая информацию об аудиторном фонде"
DATABASE_NAMED = "Внесение в РИС сведений о ППЭ, включая информацию об аудиторном фонде"
LAST_YEAR, THIS_YEAR = ("1. Анализ ГИА в 2024 году",), ("9. Итоги ГИА в 2025 году",)
WEBINAR = (
    "Вебинар для учителей по теме «Типичные погрешности в работе учащихся», показавших лучшие результаты {} в регионе"
)
TRAINING = "Обучение экспертов предметных комиссий работе с критериями оценивания по предмету {}"


def printed(text: str, headings: tuple[str, ...] = (), **cells: str) -> Printed:
    return Printed(text, headings, **({"period": "май 2025", "responsible": "РЦОИ"} | cells))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        pytest.param(printed(STATUTE), printed(STATUTE), id="equal"),
        pytest.param(printed(STATUTE, GIA_9), printed(STATUTE, GIA_11), id="both blocks, each text names both exams"),
        pytest.param(printed(STATUTE), printed(STATUTE, period="март 2025"), id="another period"),
        pytest.param(printed(DATABASE), printed(DATABASE, period="март", responsible="ОО"), id="all cells differ"),
        pytest.param(printed("Подвоз детей к школам"), printed("Подвоз детей  к школам.", period="март",
                     responsible="ОО"), id="four words, all cells differ"),
        pytest.param(printed(DATABASE), printed(DATABASE_NAMED), id="one adds a word"),
        pytest.param(printed(WEBINAR.format("ЕГЭ")), printed(WEBINAR.format("ЕГЭ и ОГЭ")), id="one names both exams"),
        pytest.param(printed("Провести анализ нарушений порядка проведения ГИА в пунктах приёма экзаменов"),
                     printed("Проведение анализа нарушений порядка проведения ГИА в пунктах приёма экзаменов"),
                     id="verb and noun"),
    ],
)  # fmt: skip
def test_repeated(earlier: Printed, later: Printed) -> None:
    (copy,) = find_copies([earlier, printed("Анализ обращений граждан в приёмную министерства"), later])
    assert (copy.earlier, copy.later) == (0, 2)
    assert copy.reason


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        pytest.param(printed(DATABASE, GIA_9), printed(DATABASE, GIA_11), id="one for each exam, told by the block"),
        pytest.param(printed(WEBINAR.format("ЕГЭ")), printed(WEBINAR.format("ОГЭ")), id="one for each exam"),
        pytest.param(printed(TRAINING.format("физика")), printed(TRAINING.format("химия")), id="another subject"),
        pytest.param(printed(DATABASE), printed(DATABASE_NAMED, period="март", responsible="ОО"),
                     id="one adds a word, all cells differ"),
        pytest.param(printed("Родительское собрание в школе"), printed("Собрание родителей", period="март",
                     responsible="ОО"), id="a few words, all cells differ"),
        pytest.param(printed("Заседание оргкомитета"), printed("Заседание оргкомитета", period="март",
                     responsible="ОО"), id="two words, all cells differ"),
        pytest.param(printed("Индивидуальные консультации по вопросам выбора", ("Работа с родителями",)),
                     printed("Индивидуальные консультации по вопросам выбора", ("Работа с обучающимися",),
                             period="март", responsible="ОО"), id="for others by the heading"),
        pytest.param(printed(DATABASE, LAST_YEAR), printed(DATABASE, THIS_YEAR), id="another year's results"),
        pytest.param(printed("Обучение технических специалистов ППЭ работе с оборудованием видеонаблюдения"),
                     printed("Консультирование технических специалистов ППЭ работе с оборудованием видеонаблюдения"),
                     id="another action"),
        pytest.param(printed(DATABASE, category="эксперты"), printed(DATABASE, category="организаторы"),
                     id="for other people"),
    ],
)  # fmt: skip
def test_not_repeated(earlier: Printed, later: Printed) -> None:
    assert find_copies([earlier, later]) == ()


def test_points_of_two_lists_may_be_equal() -> None:
    point = "размещение сведений о сроках подачи апелляций на сайтах школ"
    one, other = (Printed(point, parent=parent, bullet=True) for parent in (1, 2))
    assert find_copies([one, other]) == ()
    assert len(find_copies([one, one])) == 1


@given(st.lists(st.text(alphabet="гиа-911 экзаменвб\n.,«»", max_size=60), max_size=8))
def test_any_text_is_compared(texts: list[str]) -> None:
    assert all(copy.earlier < copy.later for copy in find_copies([Printed(text) for text in texts]))

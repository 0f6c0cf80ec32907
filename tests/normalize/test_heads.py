"""The head of an activity by rules that list no word: verbs as nouns, participles of people, verbs at the end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.activities.heads import is_of_verb, is_participle, nouns_of
from normalize.activities.occasion import occasion_words, quoted_words
from normalize.activities.operations import implied_operations, operation_word, operations_in
from normalize.activities.traits import Place, traits
from normalize.activities.vocabulary import nearest_operation, taught_line


@pytest.mark.parametrize(
    ("verb", "noun"),
    [
        *(("обсудить", "обсуждение"), ("закупить", "закупка"), ("осмотреть", "осмотр"), ("передать", "передача")),
        *(("актуализировать", "актуализация"), ("открыть", "открытие"), ("сопоставить", "сопоставление")),
        *(("принять", "принятие"), ("выявить", "выявление"), ("взаимодействовать", "взаимодействие")),
        *(("привлекать", "привлечение"), ("изучать", "изучение"), ("дежурить", "дежурство"), ("показывать", "показ")),
        *(("переводить", "переведение"), ("привозить", "привоз"), ("занимать", "занятие"), ("проверять", "проверка")),
    ],
)
def test_a_verb_makes_its_noun(verb: str, noun: str) -> None:
    assert noun in nouns_of(verb)
    assert is_of_verb(noun)


@pytest.mark.parametrize("noun", ["стенд", "комиссия", "памятка", "рейтинг"])
def test_what_is_made_by_no_verb(noun: str) -> None:
    assert not is_of_verb(noun)


@pytest.mark.parametrize(
    ("text", "operation"),
    [
        ("За соблюдением порядка проведения собеседования установить контроль", "контроль"),
        ("По итогам анализа провести совещание директоров", "совещание"),
        ("Осмотреть здания, определённые под ППЭ", "контроль"),
        ("Сопоставить результаты ВПР и ОГЭ", "анализ"),
        ("Обучающий семинар для организаторов", "обучение"),
        ("Изучаем результаты пробных работ", "анализ"),
        ("Подготовить технических специалистов", "обучение"),
        ("Доводим расписание до учеников", "информирование"),
        ("Привлекать студентов к наблюдению", "привлечение"),
    ],
)
def test_what_is_done(text: str, operation: str) -> None:
    assert operation in operations_in(text)


@pytest.mark.parametrize(
    ("text", "operation"),
    [
        ("Камеры в ППЭ", "оснащение"),
        ("Заявления на ЕГЭ", "приём заявлений"),
        ("Раздел «ГИА» на сайтах", "информирование"),
        ("ОГЭ, ЕГЭ – основной этап", "проведение экзамена"),
    ],
)
def test_what_is_done_where_no_word_says_it(text: str, operation: str) -> None:
    assert operations_in(text) == ()
    assert f"дело: {operation}" in traits(text).facets


def test_an_operation_that_is_named_needs_no_guess() -> None:
    assert "дело: оснащение" not in traits("Проверка камер в ППЭ").facets
    assert implied_operations("Папка «Готовимся к ЕГЭ»") == ()


@pytest.mark.parametrize(
    ("text", "not_done"),
    [
        ("Список граждан, аккредитованных в качестве общественных наблюдателей", "аккредитация"),
        ("Организация работы лиц, назначенных на экзамен", "назначение"),
    ],
)
def test_what_was_done_to_people_is_no_operation(text: str, not_done: str) -> None:
    assert not_done not in operations_in(text)
    assert is_participle("аккредитованных")
    assert not is_participle("обучающий")


@pytest.mark.parametrize(
    ("text", "word"),
    [("Провести утепление подвала", "утепление"), ("Побелить деревья", "побеление"), ("Анализ итогов", "")],
)
def test_what_no_dictionary_names_is_told_by_its_word(text: str, word: str) -> None:
    assert operation_word(text) == word


def test_two_texts_of_one_unknown_operation_share_it() -> None:
    one, other = traits("Побелить деревья").facets, traits("Побелка стволов").facets
    assert "дело по слову: побеление" in {*one} & {*other}


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("План противопожарных мероприятий на 2013-2014 учебный год", ("противопожарный",)),
        ("Об утверждении плана мероприятий", ()),
    ],
)
def test_what_a_plan_is_about(title: str, words: tuple[str, ...]) -> None:
    assert occasion_words(title) == words
    assert "повод: ГИА" in traits("Отчёт", Place((), "План подготовки к ГИА")).facets


def test_words_of_names() -> None:
    assert quoted_words("Вебинар «Потенциал школы» для учителей") == ("потенциал", "школа")


@pytest.mark.parametrize(("word", "operation"), [("экспертиза", "контроль"), ("обустройство", "оснащение")])
def test_the_nearest_operation_of_an_unknown_word(word: str, operation: str) -> None:
    near = nearest_operation(word)
    assert near is not None
    assert near.operation == operation
    assert taught_line(word, operation) == f"{word[:-1]}*: {operation}"


def test_a_word_without_a_vector_is_near_nothing() -> None:
    assert nearest_operation("бурунчание") is None


@given(st.text(max_size=20))
def test_any_word(word: str) -> None:
    assert all(isinstance(noun, str) for noun in nouns_of(word))
    assert isinstance(is_of_verb(word), bool)

"""People as orders print them: who is found, and their names in the nominative."""

from importlib.resources import files

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from normalize.persons import find_persons, link_variants, nominative
from normalize.surnames import nominative_surname


@pytest.mark.parametrize(
    ("text", "raws"),
    [
        ("Полосина Н.В. Рязанов М.А.", ["Полосина Н.В.", "Рязанов М.А."]),
        ("Н.В. Полосина М.А. Рязанов", ["Н.В. Полосина", "М.А. Рязанов"]),
        ("Полосина Н.В.\nРязанов М.А. Крылова Г.Ш.", ["Полосина Н.В.", "Рязанов М.А.", "Крылова Г.Ш."]),
        ("А.А. Иванова\nБ.Б. Петров\nВ.В. Сидоров", ["А.А. Иванова", "Б.Б. Петров", "В.В. Сидоров"]),
        ("Кунцевич Е.В., Неклеса Н.Н., СОШ, ООШ", ["Кунцевич Е.В.", "Неклеса Н.Н."]),
        ("отделу (О.А. Шитова):", ["О.А. Шитова"]),
        ("Руководитель Ю.А.Орлов", ["Ю.А.Орлов"]),
        ("Иванов-Петров А. Б.", ["Иванов-Петров А. Б."]),
        ("ИВАНОВ И.И.", ["ИВАНОВ И.И."]),
        ("Мамедов А.О. оглы, Алиева С.О.кызы", ["Мамедов А.О. оглы", "Алиева С.О.кызы"]),
        ("Мамедов Ахмед Октай оглы", ["Мамедов Ахмед Октай оглы"]),
        ("Иванова Ирина Ивановна", ["Иванова Ирина Ивановна"]),
        ("методист Ирина Ивановна Иванова", ["Ирина Ивановна Иванова"]),
        ("Ивановой Ириной Ивановной Петров Пётр Петрович", ["Ивановой Ириной Ивановной", "Петров Пётр Петрович"]),
        ("Петрова И., А. Иванов", ["Петрова И.", "А. Иванов"]),
        # a word before the initials that belongs to the post or place, not to the name
        ("заместителя министра образования Кузбасса О.Б. Лысых", ["О.Б. Лысых"]),
        ("Муниципальный координатор ГИА-9 Сидоренко О. П.", ["Сидоренко О. П."]),
        ("МБОУ СОШ А.Б. Петрова", ["А.Б. Петрова"]),
        ("И.О. Министра образования А.А. Баканов", ["А.А. Баканов"]),
        # OCR: Latin letters, commas, lost dots, a zero, a hyphenated line end
        ("Полосина H.B., Pязанов M.A.", ["Полосина H.B.", "Pязанов M.A."]),
        ("Полосина Н,В. Рязанов М.А", ["Полосина Н,В.", "Рязанов М.А"]),
        ("0.А. Шитова", ["0.А. Шитова"]),
        ("Поло-\nсина Н.В.", ["Поло-\nсина Н.В."]),
        # nobody
        ("МБОУ СОШ имени А.С. Пушкина", []),
        ("СОШ им. Героя Советского Союза И.П. Сидорова", []),
        ("1.А. Проведение совещаний", []),
        ("Приложение А. Форма отчета", []),
        ("Ф.И.О. ответственного", []),
        ("ГИА-9, ГИА-11, ЕГЭ", []),
    ],
)
def test_find_persons(text: str, raws: list[str]) -> None:
    found = find_persons(text)
    assert [mention.raw for mention in found] == raws
    assert all(text[mention.start : mention.end] == mention.raw for mention in found)


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("Шеврдину Е.Д.", "Шеврдина Е.Д."),
        ("Е.Д. Шеврдиной", "Шеврдина Е.Д."),
        ("Терновую Л.С.", "Терновая Л.С."),
        ("Терновой Л.С.", "Терновая Л.С."),
        ("М.Н. Русских", "Русских М.Н."),
        ("Лысых О. Б.", "Лысых О.Б."),
        ("Староселец О.А.", "Староселец О.А."),
        ("Старосельцу О.А.", "Староселец О.А."),
        ("Полосина Н.В.", "Полосина Н.В."),
        ("Орлова Ю.А.", "Орлова Ю.А."),
        ("Ивановой-Петровой А.Б.", "Иванова-Петрова А.Б."),
        ("Рыбницкого В.А.", "Рыбницкий В.А."),
        ("Мельнику П.П.", "Мельник П.П."),
        ("Козаченко Л.В.", "Козаченко Л.В."),
        ("Ивановой Ириной Ивановной", "Иванова И.И."),
        ("Орлову Юрию Алексеевичу", "Орлов Ю.А."),
        ("Орлова Юрия Алексеевича", "Орлов Ю.А."),
        ("ИВАНОВ И.И.", "Иванов И.И."),
        ("Мамедов А.О.оглы", "Мамедов А.О. оглы"),
        ("0.А. Шитова", "Шитова О.А."),
        ("отдел образования", "отдел образования"),
    ],
)
def test_nominative(raw: str, name: str) -> None:
    assert nominative(raw) == name


@pytest.mark.parametrize(
    ("raw", "case", "name"),
    [
        ("Орлова Ю.А.", "accs", "Орлов Ю.А."),
        ("Орлову Ю.А.", "accs", "Орлова Ю.А."),
        ("Орлову Ю.А.", "datv", "Орлов Ю.А."),
        ("А.Н. Гайфуллину", "accs", "Гайфуллина А.Н."),
        ("Казакевича С.Д.", "accs", "Казакевич С.Д."),
        ("Белецких О.Б.", "accs", "Белецких О.Б."),
    ],
)
def test_the_case_that_the_context_governs_decides(raw: str, case: str, name: str) -> None:
    assert nominative(raw, case=case) == name


def _ending_examples() -> list[tuple[str, str]]:
    text = files("normalize").joinpath("dictionaries", "surname_endings.yml").read_text(encoding="utf-8")
    return [pair for entry in yaml.safe_load(text) for pair in entry["examples"].items()]


@pytest.mark.parametrize(("printed", "expected"), _ending_examples())
def test_examples_of_the_endings(printed: str, expected: str) -> None:
    assert nominative_surname(printed) == expected


@pytest.mark.parametrize(
    ("names", "canonical"),
    [
        (["Владимилова Е.В.", "Владиминова Е.В.", "Владимирова Е.В."], {"Владимирова Е.В."}),
        (["Рыбницкая В.А.", "Рыбницкая В.А.", "Рыбицкая В.А."], {"Рыбницкая В.А."}),
        (["Шеврдиной Е.Д.", "Е.Д. Шеврдина"], {"Шеврдина Е.Д."}),
        (["Семёнова А.А.", "Семенова А.А.", "Семенова А.А."], {"Семенова А.А."}),
        (["Иванов А.", "Иванов А.А."], {"Иванов А.А."}),
        (["Иванов А.А.", "Иванова А.А."], {"Иванов А.А.", "Иванова А.А."}),
        (["Рыбницкий А.А.", "Рыбницкая А.А."], {"Рыбницкий А.А.", "Рыбницкая А.А."}),
        (["Иванова А.А.", "Иванова А.Б."], {"Иванова А.А.", "Иванова А.Б."}),
        (["Белова А.А.", "Белкова А.А."], {"Белова А.А.", "Белкова А.А."}),
        (["Носова А.А.", "Косова А.А."], {"Носова А.А.", "Косова А.А."}),
        (["Иванов А.", "Иванов А.А.", "Иванов А.Б."], {"Иванов А.", "Иванов А.А.", "Иванов А.Б."}),
        ([], set()),
    ],
)
def test_link_variants(names: list[str], canonical: set[str]) -> None:
    linked = link_variants(names)
    assert set(linked) == set(names)
    assert set(linked.values()) == canonical


@given(st.text(alphabet="АБВИвановаич .,-\n0A", max_size=80))
def test_any_text_is_searched(text: str) -> None:
    for mention in find_persons(text):
        assert text[mention.start : mention.end] == mention.raw
        assert nominative(mention.raw)
    assert link_variants([text]).keys() == {text}

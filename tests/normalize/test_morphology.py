"""What the Russian dictionary says of words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.language.morphology import has, inflected, is_word, lemma, parses


@pytest.mark.parametrize("text", ["проведение", "Проведение", "государственной", "учёт", "учет", "ПЛАН", "обучающихся"])
def test_words_of_the_dictionary(text: str) -> None:
    assert is_word(text)


@pytest.mark.parametrize(
    "text", ["проведе", "обуча", "ГИА-9", "2024", "", " ", "план.", "abc", "учебнометодический", "иитоговой"]
)
def test_no_words(text: str) -> None:
    assert not is_word(text)


@pytest.mark.parametrize(
    ("word", "expected"),
    [("Министерства", "министерство"), ("школ", "школа"), ("ИМЦ-2", "имц-2"), ("утверждён", "утвердить"), ("", "")],
)
def test_lemma(word: str, expected: str) -> None:
    assert lemma(word) == expected


def test_parses_say_whether_the_dictionary_knows_the_word() -> None:
    assert all(form.known for form in parses("Орлова"))
    assert not any(form.known for form in parses("Шеврдиной"))
    assert has("Орлова", "Surn", "femn", "nomn")
    assert not has("Шеврдина", "Surn")


def test_inflected_follows_only_the_parses_asked_for() -> None:
    surname = frozenset({"Surn", "femn"})
    assert inflected("Орловой", surname, frozenset({"nomn"})) == ("орлова",)
    assert inflected("школой", surname, frozenset({"nomn"})) == ()


@given(st.text(max_size=30))
def test_any_text_is_answered(text: str) -> None:
    assert isinstance(is_word(text), bool)
    assert isinstance(lemma(text), str)
    assert isinstance(parses(text), tuple)

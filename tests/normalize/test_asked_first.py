"""Cheap questions are asked first: none of them may hide what the dear one after it would find."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from normalize.damage import punctuation
from normalize.damage import words as damage
from normalize.language.lexicon import Lexicon, words
from normalize.language.text import fold_yo
from normalize.periods import joining, other_languages, phrases, rules, scanner, spelling
from normalize.periods.lexer import lex
from normalize.periods.rules import dated_at, may_be_dated
from normalize.persons import names
from normalize.territories import places, regions
from tests.support.labelled_periods import development_cells

RAW = Path(__file__).resolve().parents[2] / "data" / "raw"
SPOILT = (
    "обу чающихся по вопросам ГИА, нучно-методических огэ 000 «Ромашка» избраным Рособнадзора",
    "вмуниципалитетах апрельМай 3аместитель МОУ О, руководители 00",
    "де- кабрь 2024 года, дек абрь, кварал 2025, май-нюнь, | мая, 2024 сыл балаҕан ыйын 15 күнэ",
    "не пзднее 15 марта; в теч-е года; по мере необходимости; в теченние года; по графику, - до 1 ноября",
    "г. Усинск, города Нижневартовска, Рузского городского округа, в алтайском крае, Алтайского края",
    "Ханты-Мансийского автономного округа – Югры, Республики Коми и Томской обл.",
    "практико--ориентированных занятий по по вопросам: подготовка к ГИА к ГИА; правила,процедура",
    "20.04 2024, 02.10. 2023, февраль, 2024 г., (далее – ЕГЭ) в 2024 в КАУ ДПО; Калинин B.C., Иванова М.И.",
    "Ирина Ивановна Петрова, Мамедов Ахмед Октай оглы, Оюн С.К-о., школа имени А.С. Пушкина",
)


@pytest.fixture(scope="module")
def texts() -> tuple[str, ...]:
    """Cells of the five orders, every third, and texts with what is lost easily."""
    found: dict[str, None] = {}
    for path in sorted(RAW.glob("*.txt")):
        for line in re.split(r"[\n\t|]+", path.read_text(encoding="utf-8")):
            found[line.strip()] = None
    return (*SPOILT, *(text for text in list(found)[::3] if 3 < len(text) < 1500))


def test_words_without_fault_are_left_to_no_rule(texts: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    found = damage.damaged_words(texts)
    monkeypatch.setattr(damage, "_is_sound", lambda word: False)
    monkeypatch.setattr(damage, "_URL_SIGNS", re.compile(""))
    monkeypatch.setattr(damage, "_rules_of", lambda word: damage.RULES)
    assert damage.damaged_words(texts) == found
    assert sum(map(len, found)) > 10


def test_regions_are_looked_for_where_one_may_begin(texts: tuple[str, ...]) -> None:
    for text in texts:
        folded = fold_yo(text)
        whole = [match.span() for match in regions._region_pattern().finditer(folded)]
        assert [match.span() for match in regions._matches(folded)] == whole


def test_places_are_compared_by_their_first_word_first(texts: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    found = [tuple(places._mentions(text)) for text in texts]
    by_two_letters = lambda word: places._places().get(fold_yo(word).lower()[: places._PREFIX], ())  # noqa: E731
    monkeypatch.setattr(places, "_candidates", by_two_letters)
    assert [tuple(places._mentions(text)) for text in texts] == found


def test_a_text_without_the_words_of_dates_has_none(texts: tuple[str, ...]) -> None:
    for lexed in map(lex, texts):
        if not may_be_dated(lexed.codes):
            assert all(dated_at(lexed, at) is None for at in range(len(lexed.codes)))


def test_words_among_words_and_texts_without_figures_are_lexed_alike(
    texts: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = (*texts, *(cell.raw for cell in development_cells("A")))
    found = [lex(text) for text in texts]
    monkeypatch.setattr(joining, "_among_words", lambda out: False)
    monkeypatch.setattr(spelling, "_MAY_BE_SPOILT", re.compile(""))
    monkeypatch.setattr(other_languages, "_ANY_YEAR", re.compile(""))
    assert [lex(text) for text in texts] == found


def test_rules_are_asked_where_their_first_token_stands(
    texts: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    cells = [lex(text) for text in (*texts, *(cell.raw for cell in development_cells("A")))]
    places = [(cell, at, apart) for cell in cells for at in range(len(cell.codes)) for apart in (False, True)]
    found = [dated_at(*place) for place in places]
    monkeypatch.setattr(rules, "_rules_at", lambda code: rules.RULES)
    assert [dated_at(*place) for place in places] == found
    assert len(set(rules.RULES) - set(rules._FIRST_CODES)) == 0


def test_a_phrase_is_tried_where_its_second_word_may_follow(
    texts: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = (*texts, *(cell.raw for cell in development_cells("A")))
    found = [scanner.scan.__wrapped__(text) for text in texts]

    def one_by_one(folded: str, start: int, word: str) -> tuple[phrases.Phrase, int] | None:
        for pattern in phrases._index().get(phrases._begun_by(word).key, ()):
            if match := re.compile(pattern.regex).match(folded, start):
                return pattern.phrase, start + len(match.group().rstrip(" ,-"))
        return None

    monkeypatch.setattr(scanner, "phrase_at", one_by_one)
    assert [scanner.scan.__wrapped__(text) for text in texts] == found


def test_signs_are_looked_for_where_they_may_stand(texts: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    found = [[*rule(text)] for text in texts for rule in damage.SIGN_RULES]
    monkeypatch.setattr(punctuation, "_TWO_DASHES", re.compile(""))
    monkeypatch.setattr(punctuation, "_TIGHT", re.compile(""))
    monkeypatch.setattr(punctuation, "_CENTURY", "")
    monkeypatch.setattr(punctuation, "_repeats", lambda text: frozenset(range(1, 6)))
    assert [[*rule(text)] for text in texts for rule in damage.SIGN_RULES] == found
    assert sum(map(len, found)) > 5


def test_people_are_looked_for_where_an_initial_may_stand(
    texts: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [names.find_persons(text) for text in texts]
    monkeypatch.setattr(names, "_MAY_BE_INITIAL", re.compile(""))
    assert [names.find_persons(text) for text in texts] == found


def test_a_lexicon_finds_every_phrase_longer_ones_first() -> None:
    lexicon = Lexicon(
        [("подготовк* к экзамен*", 1), ("подготовк*", 2), ("экзамен*", 3), ("к экзамен*", 4), ("подготовка к", 5)]
    )
    found = lexicon.find(words("Подготовка к экзаменам, к экзамену и подготовка к"))
    assert [(hit.first, hit.after, hit.value) for hit in found] == [
        *((0, 3, 1), (0, 2, 5), (0, 1, 2), (1, 3, 4), (2, 3, 3)),
        *((3, 5, 4), (4, 5, 3), (6, 8, 5), (6, 7, 2)),
    ]

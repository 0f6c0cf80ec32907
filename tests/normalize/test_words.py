"""Damaged words: what is found, what it should be, and what is left alone."""

from __future__ import annotations

import json
import random
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.damage.words import DamagedWord, damaged_words
from normalize.language import morphology

GOLD = Path(__file__).parents[1] / "gold" / "items"
USUAL = (
    "Подготовка ГИА-9 и ГИА-11 муниципальными органами (МОУО), ППЭ, РЦОИ, ИКТ; по графику Рособрнадзора",
    "МОУО, ООО, ОО; экзамены проводят ГЭК и ППЭ; ХМАО-Югра",
    "МОУО, ООО, ОО; ХМАО-Югра; ХМАО-Югра; ХМАО-Югра; ХМАО-Югра; ХМАО-Югра",
)


def found(text: str) -> list[DamagedWord]:
    return list(damaged_words([text, *USUAL])[0])


@pytest.mark.parametrize(
    ("text", "word", "kind", "suggestion"),
    [
        ("по графику Рособrnадзора", "Рособrnадзора", "mixed_script", "Рособрнадзора"),
        ("участники ГИA-9", "ГИA-9", "mixed_script", "ГИА-9"),
        ("руководители OO", "OO", "mixed_script", "ОО"),
        ("c 1 сентября, c представителями школ", "c", "latin_letter", "с"),
        ("000 «Рассвет»", "000", "zeros", "ООО"),
        ("отдел общего образования, 000", "000", "zeros", "ООО"),
        ("3аместитель директора", "3аместитель", "digit_inside", "Заместитель"),
        ("«Великие сражения 1945го»", "1945го", "lost_hyphen", "1945-го"),
        ("к сдаче ГИА-ИА", "ГИА-ИА", "broken_abbreviation", "ГИА"),
        ("к сдаче ГИА-П", "ГИА-П", "broken_abbreviation", "ГИА-11"),
        ("для МОУ О, школ", "МОУ О", "broken_abbreviation", "МОУО"),
        ("информатике и Икт в школах", "Икт", "case", "ИКТ"),
        ("подготовка к огэ", "огэ", "case", "ОГЭ"),
        ("члены ГЭЖ", "ГЭЖ", "abbreviation", "ГЭК"),
        ("институт ХИАО", "ХИАО", "abbreviation", "ХМАО"),
        ("научнопрактических конференций", "научнопрактических", "lost_hyphen", "научно-практических"),
        ("подготовка обу чающихся", "обу чающихся", "broken_word", "обучающихся"),
        ("апрельМай", "апрельМай", "lost_blank", "апрель Май"),
        (
            "вопросы доставкеэкзаменационных материалов",
            "доставкеэкзаменационных",
            "lost_blank",
            "доставке экзаменационных",
        ),
        ("ответственность, правила,процедура", "правила,процедура", "lost_blank", "правила, процедура"),
        ("анализ организации вмуниципальных органах", "вмуниципальных", "lost_blank", "в муниципальных"),
        ("руководители РЦ0И", "РЦ0И", "zeros", "РЦОИ"),
        ("взаимодействие с ПА0 «Связь»", "ПА0", "zeros", "ПАО"),
        ("работа МОУ0", "МОУ0", "zeros", "МОУО"),
        ("сроки подачи аппеляций", "аппеляций", "misspelling", "апелляций"),
        ("подготовка к ОГЭ по геогрфии", "геогрфии", "misspelling", "географии"),
        ("проверка маталлодетекторов", "маталлодетекторов", "misspelling", "металлодетекторов"),
        ("каналы ПАО «Ростелком»", "Ростелком", "name", "Ростелеком"),
        ("публикация в газете «Любимый город", "«Любимый город", "quote", ""),
        ("графику Рособнадзора", "Рособнадзора", "name", "Рособрнадзора"),
        ("посвященные избраным вопросам", "избраным", "misspelling", "избранным"),
        ("разработать технологичекие процедуры", "технологичекие", "misspelling", "технологические"),
        (
            "семинары практико--ориентированных",
            "практико--ориентированных",
            "double_hyphen",
            "практико-ориентированных",
        ),
        ("до 20.04 2024", "20.04 2024", "date_format", "20.04.2024"),
        ("Январь – февраль, 2024 г.", "февраль, 2024", "date_format", "февраль 2024"),
        ("занятия по по вопросам", "по по", "repeated_word", "по"),
        ("подготовка к ГИА к ГИА", "к ГИА к ГИА", "repeated_phrase", "к ГИА"),
        ("собрание для родителей для родителей", "для родителей для родителей", "repeated_phrase", "для родителей"),
        ("участники ГИА ГИА", "ГИА ГИА", "repeated_word", "ГИА"),
        ("материалов ЕГЭ в 2024 в школах", "в 2024", "missing_word", "в 2024 году"),
        ("наблюдателей муниципального округ, школ", "муниципального округ", "ending", "муниципального округа"),
        ("Об организации проведении сочинения", "организации проведении", "ending", "организации и проведении"),
        ("о местах расположении ППЭ", "местах расположении", "ending", "местах расположения"),
        ("Обучение и экспертов комиссий", "Обучение и экспертов", "ending", "Обучение экспертов"),
        ("Осуществления контроля за подготовкой", "Осуществления", "ending", "Осуществление"),
        (
            "информации по организации и проведения экзаменов",
            "по организации и проведения",
            "ending",
            "по организации и проведению",
        ),
        ("экзаменов на территории Кемеровской", "территории Кемеровской", "truncated", ""),
    ],
)
def test_damage(text: str, word: str, kind: str, suggestion: str) -> None:
    damage = found(text)[-1]
    assert (damage.word, damage.kind, damage.suggestion) == (word, kind, suggestion)


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("РЦИО", "РЦОИ"),
        ("РЦООИ", "РЦОИ"),
        ("МОУУО", "МОУО"),
        ("РЦО", None),
        ("РЦОИП", "РЦОИ"),
        ("ГМЦ", None),
        ("(далее – РЦОИК)", None),
    ],
)
def test_an_abbreviation_one_letter_off_one_that_the_order_prints_often(printed: str, meant: str | None) -> None:
    """Shorter ones are too near to one another, and what the order introduces is another body."""
    often = ["специалисты РЦОИ, МОУО, ГМО"] * 6
    damage = list(damaged_words([*often, f"ответственный {printed} за доставку"])[-1])
    assert [one.suggestion for one in damage if one.kind == "abbreviation"] == ([meant] if meant else [])


@pytest.mark.parametrize(
    "text",
    [
        "вебинары и онлайн-семинары по токенам, IT-технологии, Zoom-конференции, online, II этап, IX-XI классы",
        "https://edu.rustest.ru и smotriege.ru, почта school@mail.ru",
        "Дюбенкова М.В., Н.Е. Байрачный, Сидюкова Татьяна, МБОУ «Тальжинская ООШ», с. Староселец",
        "АлтГУ, КузГТУ, ВсОШ, ЯКласс, ФГБНУ «ФИПИ», ФИС ГИА, МБОУ СОШ № 3, РИЦОКО",
        "Алтайский институт развития образования имени Адриана Митрофановича Топорова",
        "по подготовке и проведению ГИА, по вопросам организации и проведения, о сроках и местах",
        "психолого-медико-педагогической комиссии, посткурсового сопровождения, стажировочных площадок",
        "на сумму 10 000 рублей, в 10.00, в 2024, 2025 годах, в 2024 и 2025 годах, № 18-МАШ, А4, 9-х, 11-х",
        "а) списки; б) приказы; 1) схема; 2) акты",
        "работа с ОО ОО, протоколы 1 2 1 2, от школы к школе, 9 класс, 9 класс",
        "Заседания комиссий, Собрания (педсоветы), Совещания руководителей",
        "телеграм-канал, флешмоб, буллинг, квест-игра, чек-лист",
        "профилактика коронавирусной инфекции, естественнонаучного профиля, внешнеэкономических связей",
        "в школах города Заречного",
        "Утверждение плана (приложение № 1) и схемы (вариант б)",
        "Опрессовка систем отопления, осмотр кинологами, заседания методобъединения, архив районо",
        "взаимодействие с дежурными центра, о закреплении ответственных, комиссия по делам несовершеннолетних",
        "Направления работы: обучение, контроль",
        "заведующий отделом, ответственный специалист, первое апреля, основного общего образования",
    ],
)
def test_what_is_no_damage(text: str) -> None:
    assert [damage for damage in found(text) if damage.certainty != "low"] == []


def test_the_majority_of_the_order_decides() -> None:
    texts = ["Работа стажировочных площадок"] * 4 + ["Работа стажеровочных площадок"]
    assert [damage.suggestion for damage in damaged_words(texts)[4]] == ["стажировочных"]


def test_brackets() -> None:
    (damage,) = found("Конференция (организатор: институт развития образования.")
    assert (damage.kind, damage.certainty, damage.word[0]) == ("bracket", "medium", "(")


def _planted(texts: list[str], chance: random.Random) -> dict[int, tuple[str, str, str]]:
    """Index of a text -> (text with an error, damaged word, right word)."""
    damages = {
        "dropped": lambda word, at: word[:at] + word[at + 1 :],
        "doubled": lambda word, at: word[:at] + word[at] + word[at:],
        "swapped": lambda word, at: word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        "latin": lambda word, at: word[:at] + "n" + word[at + 1 :],
    }
    planted = {}
    for index in chance.sample(range(len(texts)), len(texts) // 4):
        words = [
            m for m in re.finditer(r"(?<![\w-])[а-яё]{8,}(?![\w-])", texts[index]) if morphology.is_word(m.group())
        ]
        if words:
            match = chance.choice(words)
            damage = chance.choice(sorted(damages))
            bad = damages[damage](match.group(), chance.randrange(1, len(match.group()) - 2))
            if not morphology.is_word(bad):
                text = texts[index][: match.start()] + bad + texts[index][match.end() :]
                planted[index] = (text, bad, match.group())
    return planted


@pytest.mark.parametrize("order", ["komi-usinsk-2020-798", "hmao-nizhnevartovsk-2023-2117-904"])
def test_planted_errors_are_found_and_nothing_else(order: str) -> None:
    lines = (GOLD / f"{order}.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["activity"] for line in lines]
    before = [{damage.word for damage in damages} for damages in damaged_words(texts)]
    planted = _planted(texts, random.Random(20))
    after = damaged_words([planted[index][0] if index in planted else text for index, text in enumerate(texts)])
    hits = [index for index, (_, bad, _) in planted.items() if any(damage.word == bad for damage in after[index])]
    others = [
        damage
        for index, damages in enumerate(after)
        for damage in damages
        if damage.word not in before[index] and damage.word != planted.get(index, ("", "", ""))[1]
    ]
    assert len(hits) >= 0.85 * len(planted)
    assert others == []


@given(st.lists(st.text(max_size=80), max_size=4))
def test_any_texts_give_quotes_of_themselves(texts: list[str]) -> None:
    for text, damages in zip(texts, damaged_words(texts), strict=True):
        assert all(text[damage.start : damage.end] == damage.word for damage in damages)

"""Letters and figures that stand for others: Latin inside Cyrillic, zeros for «О», figures inside words."""

from __future__ import annotations

import re
from itertools import islice, product

from normalize.damage.abbreviations import legal_abbreviations, usual_abbreviations
from normalize.damage.context import CYRILLIC, DamagedWord, WordContext
from normalize.damage.spelling import is_known
from normalize.damage.vocabulary import Vocabulary, stem
from normalize.language import morphology
from normalize.language.lexicon import dictionary
from normalize.language.lookalikes import fold_lookalikes, is_mixed

_ROMAN = re.compile(r"[IVXLCDM]+(?:-?[а-яё]{1,3})?")
_TWINS = re.compile(r"[ABCEHKMOPTXYaceopxyk]+")
_ZEROS = re.compile(r"0{2,3}")
_ZERO_INSIDE = re.compile(r"[А-ЯЁ]*0[А-ЯЁ]*")
_GRADED = re.compile(r"(\d+)(го|му|ых|их|ые|ой|ая|х|й|я|е|м)")
_DIGIT_INSIDE = re.compile(r"[А-Яа-яЁё]*\d[А-Яа-яЁё]{2,}|[А-Яа-яЁё]{2,}\d[А-Яа-яЁё]+")
_READINGS = 64


def mixed_script(context: WordContext) -> DamagedWord | None:
    """«Рособrнадзора», «ГИA»: Latin letters inside a Cyrillic word."""
    word = context.token.text
    mixed = [part for part in word.split("-") if is_mixed(part) and not _ROMAN.fullmatch(part)]
    if not mixed:
        return None
    readings = [_reading(part, context.vocabulary) for part in mixed]
    meant = word
    for part, reading in zip(mixed, readings, strict=True):
        meant = meant.replace(part, reading or fold_lookalikes(part))
    return context.damaged("mixed_script", "" if is_mixed(meant) else meant, "high" if all(readings) else "medium")


def latin_letters(context: WordContext) -> DamagedWord | None:
    """«OO» in Latin letters where the order has «ОО»; a lone «c» or «o» before a Russian word."""
    word = context.token.text
    if not _TWINS.fullmatch(word) or _ROMAN.fullmatch(word):
        return None
    meant = _twin(word)
    if len(word) == 1:
        following = context.following
        russian = following is not None and CYRILLIC.match(following.text) and context.after(1) == " "
        return context.damaged("latin_letter", meant, "low") if word.islower() and russian else None
    usual = context.vocabulary.capitals[meant] > 0 or meant in usual_abbreviations()
    spelt = len(word) > 3 and morphology.is_word(meant)
    return context.damaged("mixed_script", meant, "high") if usual or spelt else None


def zeros_for_letters(context: WordContext) -> DamagedWord | None:
    """«000 «Ромашка»», «руководители 00»: figures for the letters «ООО», «ОО»."""
    word = context.token.text
    if (
        not _ZEROS.fullmatch(word)
        or re.search(r"\d[.,:]?\s?$", context.before(3))
        or re.match(r"\s?[\d%]", context.after(2))
    ):
        return None
    meant = "О" * len(word)
    named = len(word) == 3 and re.match(r"\s*[«\"„]", context.after())
    return context.damaged("zeros", meant, "high") if named or context.vocabulary.capitals[meant] > 0 else None


def zero_in_abbreviation(context: WordContext) -> DamagedWord | None:
    """«МОУ0», «РМ0», «ПА0»: a zero for the letter «О» of an abbreviation that is known or printed elsewhere."""
    word = context.token.text
    meant = word.replace("0", "О")
    if len(word) < 3 or not _ZERO_INSIDE.fullmatch(word):
        return None
    known = meant in usual_abbreviations() or meant in legal_abbreviations() or context.vocabulary.capitals[meant] > 0
    return context.damaged("zeros", meant, "high") if known else None


def digit_inside(context: WordContext) -> DamagedWord | None:
    """«3аместитель», «Р0собрнадзор»: a figure for a letter; «1945го»: the hyphen of an ordinal is lost."""
    word = context.token.text
    graded = _GRADED.fullmatch(word)
    if graded:
        return context.damaged("lost_hyphen", f"{graded[1]}-{graded[2]}", "medium" if len(graded[2]) > 1 else "low")
    meant = _reading(word, context.vocabulary) if _DIGIT_INSIDE.fullmatch(word) else None
    return context.damaged("digit_inside", meant, "high") if meant else None


def _reading(word: str, vocabulary: Vocabulary) -> str | None:
    """The first way to read foreign letters and figures that gives a word of the order or of the dictionary."""
    readings = dictionary("words.yml")["readings"]
    choices = [readings.get(letter, letter) for letter in word]
    choices[0] = "".join(sorted(choices[0], key=str.islower))
    for letters in islice(product(*choices), _READINGS):
        candidate = "".join(letters)
        if candidate != word and (
            is_known(candidate) or vocabulary.stems[stem(candidate)] > 0 or candidate in usual_abbreviations()
        ):
            return candidate
    return None


def _twin(word: str) -> str:
    return fold_lookalikes("я" + word)[1:]

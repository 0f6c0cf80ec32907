"""What role a year plays in its text: ordered rules over the words to its left and right, first answer wins.

The words themselves are data: dictionaries/years.yml.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache

from normalize.language.lexicon import Word, words
from normalize.years.context import NEAR, YearContext, cues_of, lexicon
from normalize.years.lexer import YearSpan

_SENTENCE_END = re.compile(r"[!?;]|(?:(?<=\w\w\w)|(?<=[»”\"]))\.\s+(?=[«„\"(]?[А-ЯЁA-Z])|[»”]\s+(?=[А-ЯЁ][а-яё])")
_LIST_LINK = re.compile(r"[\s,(]*(?:(?:и|или|в|за|с|по|а также|годов|годах|годы|году|года|год|гг?\.?)[\s,]*)*\Z")
_NUMBER_AFTER = re.compile(r"[\s,]*(?:года|г\.)?[\s,]*(?:№|N\s?\d)")
_LEAD_AFTER = re.compile(r"\s*(?:года|году|г\.)?\s*[:.–—-]")
_GENITIVE = ("ки", "ия", "ции")
_ADJECTIVE = ("ой", "ого", "его", "ей", "ых", "их")
_NOMINATIVE = ("ие", "ция", "роль")
_FAR = 60
_LINK_LENGTH = 40

Rule = Callable[[YearContext], str | None]


def roles(text: str, spans: Sequence[YearSpan], section: str) -> tuple[tuple[str, str], ...]:
    """(role, name of the rule that told it) of each year of the text."""
    text_words = words(text)
    ends = [word.end for word in text_words]
    cues = cues_of(text_words)
    prior = _section_role(section)
    told: list[tuple[str, str]] = []
    bound = 0
    for index, span in enumerate(spans):
        left = bisect_right(ends, span.start)
        between = text[spans[index - 1].end : span.start] if index else ""
        linked = bool(index) and len(between) < _LINK_LENGTH and _LIST_LINK.match(between) is not None
        previous = told[-1][0] if told else ""
        context = YearContext(text, span, text_words, cues, left, max(bound, left - _FAR), prior, previous, linked)
        told.append(_role(context))
        if told[-1][0] not in ("citation", "programme"):
            bound = bisect_right(ends, span.end)
    return tuple(told)


def around(text_words: Sequence[Word]) -> frozenset[str]:
    """What these words are about: 'exams' (of spring and summer), 'autumn' (also in autumn), 'closing' (summing up)."""
    return frozenset(hit.value for hit in lexicon("exams", "autumn", "closing").find(text_words))


def _role(context: YearContext) -> tuple[str, str]:
    for rule in RULES:
        role = rule(context)
        if role is not None:
            return role, rule.__name__
    return "unknown", "default"


def act_date(context: YearContext) -> str | None:
    """«приказ от 04.04.2023 № 233/552», «ФГОС 2021 года», «Порядок 2023 г.»: the date of a document."""
    if context.word() == "от" or _NUMBER_AFTER.match(context.text, context.span.end):
        return "citation"
    if context.word() in ("в", "на", "за"):
        return None
    distance = NEAR if context.span.kind == "date" else 2
    near_act = context.near("acts", distance) and not context.near("exams", distance)
    return "citation" if near_act and not context.span.exam else None


def programme_name(context: YearContext) -> str | None:
    """«Учитель года – 2023», «Стратегия … до 2030 года», «на 2021-2025 годы»: part of a name; «адаптированных программ
    на 2018-2019 учебный год» is not."""
    if context.span.exam or context.word() == "в":
        return None
    if context.span.kind == "range" and (context.span.year_to or 0) - context.span.year_from > 1:
        return "comparison" if context.near("comparison", 8) else "programme"
    if context.word() in ("до", "к", "с") and context.span.kind in ("year", "academic_year"):
        return "comparison" if context.near("comparison") else "programme"
    quoted = _open_quote(context)
    if quoted is not None and not any(
        {"exams", "result", "preparation"} & cue for cue in context.cues[quoted : context.left]
    ):
        return (
            "programme" if any("programmes" in cue for cue in context.cues[max(0, quoted - 3) : context.left]) else None
        )
    if context.word() == "на" and context.span.kind in ("year", "academic_year"):
        return None
    return "programme" if context.near("programmes", 3) and not context.near("exams", 6) else None


def list_of_years(context: YearContext) -> str | None:
    """«в 2023 году, 2024 году»: a list has one role."""
    return (
        context.previous if context.linked and context.previous not in ("", "citation", "programme", "event") else None
    )


def comparison(context: YearContext) -> str | None:
    """«по сравнению с 2022 годом», «динамика результатов 2021-2023 годов»."""
    return "comparison" if context.near("comparison", 6) else None


def whole_date(context: YearContext) -> str | None:
    """«(06 декабря 2023 года)»: the day of an event; in a section of analysis it belongs to what is analysed."""
    if context.span.kind != "date":
        return None
    return "result_of" if context.section == "result_of" else "event"


def preposition(context: YearContext) -> str | None:
    """«за 2023 год» looks back, «на 2024 год» ahead."""
    if context.span.exam:
        return None
    return {"за": "result_of", "на": "plan"}.get(context.word())


def graduates(context: YearContext) -> str | None:
    """«трудоустройство выпускников 2024 года», «выпускников 2024 года, не прошедших ГИА»: who has left school, unless
    they are being prepared."""
    if not context.word().startswith("выпуск"):
        return None
    leaving = not any("preparation" in cue for cue in context.cues[context.bound : context.left])
    return "result_of" if leaving or any("result" in cue for cue in context.after(NEAR)) else None


def governing_word(context: YearContext) -> str | None:
    """The nearest word that looks back («анализ», «итоги») or ahead («подготовка»); «проведение» takes the side of
    what it depends on: «анализ проведения ГИА», «вопросы проведения ГИА»."""
    weak = False
    for index in range(context.left - 1, context.bound - 1, -1):
        cue = context.cues[index]
        if weak and (_sentence_ends(context, index) or _parts(context, index)):
            break
        if "result" in cue:
            return "preparation_for" if _announced(context, index) else "result_of"
        if "preparation" in cue:
            return "result_of" if _depends_on_result(context, index) else "preparation_for"
        if "neutral" in cue:
            weak = True
            if context.words[index].key.endswith(_NOMINATIVE):
                break
    return ("result_of" if context.section == "result_of" else "preparation_for") if weak else None


def following_word(context: YearContext) -> str | None:
    """«ЕГЭ-2023: итоги и перспективы»: what comes after a colon tells."""
    if not _LEAD_AFTER.match(context.text, context.span.end):
        return None
    for cue in context.after(NEAR):
        if "result" in cue:
            return "result_of"
        if {"preparation", "neutral"} & cue:
            return "preparation_for"
    return None


def same_as_before(context: YearContext) -> str | None:
    """Without words of its own a year continues the one before: «ГИА-2023 по математике, ОГЭ-2024»."""
    return context.previous if context.previous in ("result_of", "preparation_for", "plan") else None


def hint(context: YearContext) -> str | None:
    """«проблемные вопросы ЕГЭ-2023», «задания КИМ 2023 года»: what has been used already; «план … 2024 год»."""
    cues = frozenset().union(*context.cues[context.bound : context.left])
    if "result_hint" in cues:
        return "result_of"
    return "plan" if "plan" in cues else None


def section_prior(context: YearContext) -> str | None:
    """A year without words of its own means what the section is about."""
    return context.section or None


def academic_year_alone(context: YearContext) -> str | None:
    """«Работа методических объединений в 2024-2025 учебном году»: the year of a plan where nothing looks back."""
    return "plan" if context.span.kind == "academic_year" else None


def exam_alone(context: YearContext) -> str | None:
    """«участников ЕГЭ в 2023 году»: in a plan, an exam of which nothing more is said is one to come. A guess."""
    return "preparation_for" if context.span.exam or context.near("exams") else None


RULES: tuple[Rule, ...] = (
    act_date,
    programme_name,
    comparison,
    list_of_years,
    whole_date,
    preposition,
    graduates,
    governing_word,
    following_word,
    same_as_before,
    hint,
    section_prior,
    academic_year_alone,
    exam_alone,
)


@lru_cache(maxsize=4096)
def _section_role(section: str) -> str:
    found = lexicon("sections").find(words(section))
    return {"result": "result_of", "preparation": "preparation_for"}[found[0].value] if found else ""


def _open_quote(context: YearContext) -> int | None:
    """The place among the words where the quotation that holds the year begins."""
    first = context.words[context.bound].start if context.bound < context.left else context.span.start
    before = context.text[max(0, first - 2) : context.span.start]
    opened = max(before.rfind(quote) for quote in "«„“")
    if opened < 0 or any(quote in before[opened + 1 :] for quote in "»”"):
        return None
    inside = sum(1 for word in context.words[context.bound : context.left] if word.start > max(0, first - 2) + opened)
    return context.left - inside


def _sentence_ends(context: YearContext, index: int) -> bool:
    following = context.words[index + 1].start if index + 1 < len(context.words) else context.span.start
    return _SENTENCE_END.search(context.text, context.words[index].end, following + 2) is not None


def _parts(context: YearContext, index: int) -> bool:
    """«анализ условий для проведения», «анализ документов по проведению» part the two, «анализ работы по» does not."""
    cue, before = context.cues[index], context.cues[index - 1] if index else frozenset()
    if "links" in cue:
        return "documents" in before
    return "breaks" in cue and "preparation" not in before


def _announced(context: YearContext, index: int) -> bool:
    """«сроки и места информирования о результатах»: results that are still to come."""
    cues = context.cues[max(context.bound, index - 2 * NEAR) : index]
    announced = [place for place, cue in enumerate(cues) if "announcements" in cue]
    return bool(announced) and any("schedules" in cue for cue in cues[: announced[-1]])


def _depends_on_result(context: YearContext, index: int) -> bool:
    """«анализ подготовки и проведения»: a genitive reached from a word that looks back, through genitives only."""
    if not context.words[index].key.endswith(_GENITIVE):
        return False
    for place in range(index - 1, context.bound - 1, -1):
        cue, key = context.cues[place], context.words[place].key
        if "result" in cue:
            return True
        chained = key == "и" or "holds" in cue or key.endswith(_ADJECTIVE)
        if not chained and not (key.endswith(_GENITIVE) and {"neutral", "preparation"} & cue):
            return False
    return False

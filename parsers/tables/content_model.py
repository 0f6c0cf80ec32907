"""What a cell holds, told from its text alone, and how well that fits the role it was given.

One model for every way in which a page or a text may be cut into rows: `cell_fit` weighs one cell while rows are being
cut (log-odds: 3 surely fits, 0 says nothing, -3 surely doesn't); `misfit` says which cells of finished rows stand in
a role that their content speaks against. Knowledge of language comes in through `Senses`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from parsers.tables.cell_profile import Senses
from parsers.text.numbering import RowNumber, leading_number, parse_number
from parsers.text.wording import collapse, is_finished, is_unfinished, shape

SURE = 3.0
UNKNOWN = "unknown"
"""The role of a column whose caption nobody knows: what it holds decides."""
ABSENT: Mapping[str, float] = {
    "number": -4.0,
    "activity": -6.0,
    "period": -2.5,
    "responsible": -2.0,
    UNKNOWN: -1.0,
}
"""What a row pays for a cell that is not printed at all; other roles pay `ABSENT_OTHER`."""
ABSENT_OTHER = -1.0
EMPTY: Mapping[str, float] = {"number": -1.0, "activity": -5.0, "period": -1.0, "responsible": -0.5}
"""What it pays for a cell that is printed empty."""
_READS, _HARDLY = 0.9, 0.3
_LONGEST_PERIOD = 160
_LONGEST_SURE_PERIOD = 60
"""Characters; a longer text is hardly a period and nothing else, and most texts that are tried are long."""
_TAIL_WORDS = 3
_HEADS = 2.5
_FEW_WORDS = 6
"""Blanks of a text that may be as a whole a period or a name."""
_UNTOLD = 2.5
"""What words cost that stand in a period cell and in none of its phrases, all of them."""
_LONGEST_LEAD = 4
"""Words before a period in its cell, at most: 'по итогам проверки готовности школ август'."""
_NAMED_BEHIND = 1.0
"""What they cost besides where they name somebody: 'по отдельному графику муниципальные координаторы'."""
_DATED = 3.0
_A_WORD = 0.05
"""What each word of a name costs: of two ways to cut, the shorter name is likelier."""
_HEADS_PERIOD = re.compile(
    r"\b(?:в течени[ие]|не (?:позднее|ранее|позже)|по мере|начиная|в срок|после|перед|раз|каждый|весь|конец|начало)$"
)
"""'банка заданий в течение': the head of a period."""
_SECOND_START = re.compile(r"((?:по|в|на|с|при|до)\s[а-яё\s]+?)\s(?=(?:по|в|на|с|при|до)\s)")
_LISTED = re.compile(r".*\b[а-я\d]{1,2}\)", re.DOTALL)
"""'а) сбор; б) анализ'."""
_CAPITAL = re.compile(r"\s+[А-ЯЁ][а-яё]{3,}")
"""'17.02.2017 Отряды': what begins behind a period is another cell."""
_DAY_AND_MONTH = re.compile(r"(?:0[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])\.?")
"""'12.06' is a day, though rows are numbered alike."""
_NUMERO = ("№", "N ")
"""'бланков № 1 и № 2 январь': the number of something."""
_NAMES_ROLE = 1.2
_NOT_A_HEAD = ("lower", "tail", "digit")
_ENDS_IN_COUNT = re.compile(r"(?<!№)\s\d+$")
_ENDS_IN_ADJECTIVE = re.compile(
    r"\b[а-яё]{2,}(?:ый|[сц]кий|[уюая]щий|ая|яя|ые|[кгхжшщч]ие|[а-яё]{2}(?:[ыи]ми|[ыи]х|[ое]го|[ое]му))$"
)
"""'школ ведущий', 'РЦОИ, технические': a noun must follow."""
_ENDS_IN_PARTICIPLE = re.compile(r"\b[а-яё]{3,}(?:[уюая]щ(?:ие|их|ими|им))$|(?<!\bдан)ные$")
"""'органы, осуществляющие', 'в населённые': what they do or are must follow."""
_DATED_WITHIN = re.compile(r"\s(?:19|20)\d\d\s?(?:года?|г\.)\s")
"""'комиссии сентябрь 2025 года органы управления': two names and a period between them."""
_GOES_ON = 1.5
_MIDDLE = re.compile(r"(?:в|во|на|по|с|со|к|о|об|для|за|из|при|от|у|под|до|и|или|№)\s", re.IGNORECASE)
"""'с участием родителей педагоги': the middle of a sentence rather than a name."""


def number_chain(numbers: Sequence[RowNumber | None]) -> frozenset[int]:
    """The places whose numbers run on from one another: the longest such chain that begins with a first number.

    '1, 2, 3', '1.1, 1.2, 2.1', with doubled and skipped ones; `numbers`: what stands at each place. Time: n x chain.
    """
    best: list[tuple[float, int | None]] = []
    for place, number in enumerate(numbers):
        if number is None:
            best.append((float("-inf"), None))
            continue
        options: list[tuple[float, int | None]] = [(1.0 if _begins(number) else 0.2, None)]
        for before in range(max(0, place - _REACH), place):
            above = numbers[before]
            if above is not None and (step := _step(above, number)):
                options.append((best[before][0] + step, before))
        best.append(max(options, key=lambda option: option[0]))
    return frozenset(_traced(best))


_YEAR_TAIL = re.compile(
    r"(?:^|\s)(?:в|за|на|и|с)\s(?:(?:19|20)\d\d(?:\s?[-–—/]\s?)?){1,2}\s?(?:г\.?|год\w*|учебн\w+\sгод\w*)$"
)
"""'ЕГЭ в 2016 году': a year in the words of an activity."""
_FOR_A_YEAR = re.compile(r"на\s(?:19|20)\d\d\s?[-–—/]\s?(?:20)?\d\d\sуч[а-я.]*\s(?:год|г\.?)\s+\S")
"""'(Заказ учебников) на 2023/2024 учебный год до 30 апреля': what is done is for that year."""
_REACH = 60
"""Pieces between two rows' numbers, at most."""


def _traced(best: Sequence[tuple[float, int | None]]) -> Iterable[int]:
    place: int | None = max(range(len(best)), key=lambda index: best[index][0], default=None)
    while place is not None and best[place][0] > float("-inf"):
        yield place
        place = best[place][1]


def _begins(number: RowNumber) -> bool:
    return all(step in ("1", "I", "а", "a") for step in number.steps)


def _step(above: RowNumber, number: RowNumber) -> float:
    """How well a number follows another one, 0..1: 1 for the next one, less for a doubled or a skipped one."""
    if above.kind != number.kind or above.kind != "arabic":
        return 0.0
    one, other = ([int(step) for step in own.steps] for own in (above, number))
    same = 0
    while same < min(len(one), len(other)) and one[same] == other[same]:
        same += 1
    if one == other:
        return 0.4
    if same == len(one):
        return 1.0 if other[same] == 1 and len(other) == same + 1 else 0.3
    if same == len(other):
        return 0.2
    rise = other[same] - one[same]
    if rise == 1:
        return 1.0 if all(step == 1 for step in other[same + 1 :]) else 0.5
    return 0.5 / rise if 1 < rise <= 4 else 0.0


def cell_fit(role: str, text: str, senses: Senses) -> float:
    """How well a text that is printed in one cell fits a role, in log-odds."""
    return _FITS.get(role, _other_fit)(text, senses)


def _number_fit(text: str, senses: Senses) -> float:
    return 0.5 if parse_number(text) is not None else -6.0


def _period_fit(text: str, senses: Senses) -> float:
    """'в 2016 году до 1 декабря' and 'по итогам экзаменов август' are one period and words before it."""
    numbered = parse_number(text) is not None and not _DAY_AND_MONTH.fullmatch(text)
    if len(text) > _LONGEST_PERIOD or numbered or text.startswith(_NUMERO):
        return -SURE
    read = senses.period(text)
    fit = 6.0 * read - SURE - 2.0 * (read < _HARDLY)
    if fit > 0:
        phrases = senses.phrases(text)
        told = sum(map(len, phrases))
        fit -= SURE * (told > 0 and text.partition(phrases[0])[0].count(" ") > _LONGEST_LEAD)
        fit -= SURE * bool(_FOR_A_YEAR.match(text))
        fit -= 2.0 * is_unfinished(text) + (_UNTOLD * max(0.0, 1.0 - (told + 2) / len(text)) if told else 0.0)
        fit -= _NAMED_BEHIND * (told > 0 and _is_name(text.rpartition(phrases[-1])[2], senses))
        fit -= _GOES_ON * _leads_in(text, senses)
        fit -= _GOES_ON * (told > 0 and _CAPITAL.match(text.rpartition(phrases[-1])[2]) is not None)
    return fit


def _leads_in(text: str, senses: Senses) -> bool:
    """'по выбору по отдельному графику': words that are no period before a whole one."""
    head = _SECOND_START.match(text)
    return head is not None and senses.period(head.group(1)) < _HARDLY and senses.period(text[head.end() :]) >= _READS


def _is_name(text: str, senses: Senses) -> bool:
    return bool(text.strip()) and senses.responsible(text) >= _READS


def _responsible_fit(text: str, senses: Senses) -> float:
    if parse_number(text) is not None or (text.count(" ") < _FEW_WORDS and senses.period(text) >= _READS):
        return -SURE
    fit = 4.5 * senses.responsible(text) - 1.5 - 2.0 * ends_in_period(text, senses)
    fit -= _HEADS * _is_numbered(text) + _DATED * (begins_with_period(text, senses) or bool(_DATED_WITHIN.search(text)))
    fit -= _GOES_ON * bool(_MIDDLE.match(text)) + _A_WORD * text.count(" ") + 2.0 * is_open(text)
    return fit - 2.0 * is_unfinished(text) - 0.7 * (shape(text) in _NOT_A_HEAD and not _names_at_once(text, senses))


def _names_at_once(text: str, senses: Senses) -> bool:
    """'муниципальные координаторы ГИА': a name may begin with a small letter."""
    words = text.split(maxsplit=_TAIL_WORDS)
    return any(senses.responsible(" ".join(words[:count])) >= _READS for count in range(1, min(len(words), 3) + 1))


def _activity_fit(text: str, senses: Senses) -> float:
    """Something is done: neither a number nor a period nor a name, nor a text that ends in a period."""
    if parse_number(text) is not None:
        return -5.0
    short = text.count(" ") < _FEW_WORDS
    if short and senses.period(text) >= _READS:
        return -4.0
    begins = shape(text)
    fit = 0.5 - 1.2 * (begins in ("lower", "tail")) - 1.0 * (len(text) < 4) - 1.5 * is_unfinished(text)
    if _YEAR_TAIL.search(text):
        fit -= 0.5
    elif ends_in_period(text, senses):
        fit -= 1.5
    elif _ENDS_IN_COUNT.search(text):
        fit -= 2.0
    fit -= 0.8 * bool(_ENDS_IN_ADJECTIVE.search(text)) + _GOES_ON * bool(_ENDS_IN_PARTICIPLE.search(text))
    fit -= 2.0 * bool(_HEADS_PERIOD.search(text))
    fit -= 2.0 * is_open(text)
    if short and senses.responsible(text) >= _READS:
        fit -= 1.5
    return fit - _NAMES_ROLE * (not short and ends_in_role(text, senses))


def _other_fit(text: str, senses: Senses) -> float:
    if parse_number(text) is not None or (len(text) <= _LONGEST_SURE_PERIOD and senses.period(text) >= _READS):
        return -1.5
    fit = 0.2 - 0.3 * (shape(text) in ("lower", "tail")) - 1.0 * is_unfinished(text) - _HEADS * _is_numbered(text)
    return fit - 0.8 * (text.count(" ") < _FEW_WORDS and senses.responsible(text) >= _READS)


def _is_numbered(text: str) -> bool:
    """'2. Обучение' is a heading, no name and no result."""
    return leading_number(text)[1] is not None


def _unknown_fit(text: str, senses: Senses) -> float:
    return max(0.7 * _responsible_fit(text, senses), _other_fit(text, senses))


_FITS: Mapping[str, Callable[[str, Senses], float]] = {
    "number": _number_fit,
    "period": _period_fit,
    "period_end": _period_fit,
    "responsible": _responsible_fit,
    "activity": _activity_fit,
    UNKNOWN: _unknown_fit,
}


def heading_fit(text: str, senses: Senses) -> float:
    """How likely a row of one cell is a heading: a section, a month, a department."""
    if parse_number(text) is not None:
        return -8.0
    _, number, rest = leading_number(text)
    begins = shape(rest)
    fit = -3.0 + 1.5 * (number is not None) + 1.0 * (number is not None and number.kind == "roman")
    fit += 1.0 * (text.isupper() and len(text) > 4) + 1.5 * (senses.period(text) >= 0.9)
    fit += 0.7 * (senses.responsible(text) >= 0.9)
    fit -= 2.0 * (begins in ("lower", "tail")) + 1.5 * is_unfinished(text) + 1.0 * is_finished(text)
    return fit - 3.0 * (len(text) > 220)


def ends_in_period(text: str, senses: Senses) -> bool:
    """'Сбор работ до 22.11.2007', 'Сочинения 6 декабря,': the end of the text reads as a period of its own."""
    words = collapse(text).rstrip(",;. ").split()
    if len(words) < 2 or _YEAR_TAIL.search(" ".join(words)) or not _may_end_period(words[-1], senses):
        return False
    return any(
        senses.period(" ".join(words[-count:])) >= _READS for count in range(1, min(_TAIL_WORDS, len(words) - 1) + 1)
    )


def is_open(text: str) -> bool:
    """A quotation or brackets that begin or end elsewhere: 'классов МБУ «Городской'."""
    return text.count("«") != text.count("»") or (text.count("(") != text.count(")") and not _LISTED.match(text))


def begins_with_period(text: str, senses: Senses) -> bool:
    """'2020 года муниципальные координаторы': the first words are the rest of a period."""
    words = text.split(maxsplit=_TAIL_WORDS)
    if words and words[0].lower() in _YEAR_BEHIND:
        return True
    return (
        len(words) > 1
        and any(map(str.isdigit, words[0]))
        and any(senses.period(" ".join(words[:count])) >= _READS for count in (1, 2))
    )


def ends_in_role(text: str, senses: Senses) -> bool:
    """'заявок школ ведущий специалист': the last words name who does it; not by initials, which texts cite too."""
    words = collapse(text).rstrip(",;. ").split()
    return any(
        not _MIDDLE.match(words[-count - 1] + " ")
        and not _ENDS_IN_PARTICIPLE.search(words[-count - 1])
        and not words[-count].isupper()
        and (not any(map(str.isupper, words[-count:])) or senses.responsible(words[-count]) >= _READS)
        and senses.responsible(" ".join(words[-count:])) >= _READS
        for count in range(1, min(_TAIL_WORDS, len(words) - 1) + 1)
    )


def _may_end_period(word: str, senses: Senses) -> bool:
    """A year, a date, a month, a quarter; asked first because most words are none."""
    if word.lower() in _NO_PERIOD:
        return False
    return any(map(str.isdigit, word)) or word.lower() in _YEAR_WORDS or senses.period(word) >= _READS


_NO_PERIOD = ("период", "периоды", "сроки", "срок")
"""'перечня пунктов в основной период': what is meant by it is told elsewhere."""
_YEAR_BEHIND = ("г.", "гг.", "г.г.", "года", "годы", "годов")
"""What follows the figures of a year."""
_YEAR_WORDS = ("г", "года", "год", "году", "гг", "квартал", "полугодие")

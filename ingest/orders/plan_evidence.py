"""Whether anything of a file speaks for a plan: prices, logs and lists of acts have rows, columns and dates, too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from normalize.model import Period
from parsers.errors import ParseError
from parsers.model import Roadmap

_PLAN_CAPTION = re.compile(
    r"мероприят|\bсодержани\w* (?:работ|деятельност)|\b(?:вид|направлени|этап)\w* (?:работ|деятельност)|\bзадач[аи]\b"
    r"|^(?:что|кто|кем|когда)(?: (?:\w*дела|провод|отвеча|исполн)\w*)?$|^(?:плановы\w+ )?сроки?(?: и место)?$"
    r"|\bсрок\w* (?:исполн|провед|реализ|выполн|предст)|^(?:месяц|календарные сроки)$"
    r"|\b(?:дат|врем|период|месяц|числ|день)\w* (?:\w+ )?(?:провед|исполн|реализ|выполн)",
    re.IGNORECASE,
)
"""Captions that only plans have."""
_OTHER_CAPTION = re.compile(
    r"\b(?:дат|срок|врем|период)\w*,? (?:и время )?(?:принят|издани|подписан|регистрац|утвержд[её]н|рожден|поступл"
    r"|при[её]ма|выдач|визит|посещ|звонк|обращен|записи|договор|документ|оплат|поставк|действи|хранени|годност|гаранти"
    r"|введен|увольн|прибыти|выезд|вход|выход|работы\b|стаж|публикац|получен|отправ)|\b(?:цен[аы]|стоимост|сумма|тариф)\b"
    r"|\bкол(?:-|ичест)во\b|\b(?:должность|реквизит|артикул|инвентарн|кабинет|урок|паспорт)",
    re.IGNORECASE,
)
"""Captions of registers, price lists, logs, timetables and staff lists: their dates are no periods of a plan."""
_PLAN_HEAD = re.compile(
    r"\bплан(?:а|у|е|ом|ы|ов|ам|ах|-\w+)?\b|\w*дорожн\w+\s+карт|мероприяти|\bграфик|\bкалендар|\bциклограмм"
    r"|\bкомплекс\w* мер|\bпрограмм\w* (?:подготовк|провед|дейст)|\bподготовк\w+ к\b|\bорганизаци\w+ и проведени"
    r"|\bо проведени",
    re.IGNORECASE,
)
"""What the head of a plan says."""
_STAMP = re.compile(r"\d{1,2}:\d\d:\d\d")
"""'2024-05-03 09:14:07': the second at which something happened is no period of a plan."""
_MOST_YEARS = 2
"""Years that single days of one plan may span; those of acts and contracts span more."""


def require_plan(roadmap: Roadmap, title: str, periods: Iterable[Sequence[Period]]) -> None:
    """Raises ParseError (stage 'table') where neither captions, head nor periods speak for a plan; says what lacks."""
    captions = [caption.strip() for table in roadmap.captions for caption in table.split("|") if caption.strip()]
    around = [paragraph.text for paragraph in (*roadmap.before, *(paragraph for _, paragraph in roadmap.between))]
    texts = (title, *around, *(row.table_title for row in roadmap.rows[:1]))
    if any(map(_PLAN_CAPTION.search, captions)) or any(map(_PLAN_HEAD.search, texts)):
        return
    if not any(map(_OTHER_CAPTION.search, captions)) and _are_of_a_plan(list(periods)):
        return
    printed = ", ".join(f"«{caption}»" for caption in captions[:6])
    raise ParseError(
        f"Таблица ({printed or 'без заголовков граф'}) не похожа на план: нет графы мероприятий или сроков исполнения, "
        "в заголовке нет слов «план», «дорожная карта», «мероприятия», а даты не читаются как сроки.",
        "table",
    )


def _are_of_a_plan(cells: list[Sequence[Period]]) -> bool:
    """A month, a stretch of days, a deadline; or single days that lie within a year or two."""
    dated = (period for periods in cells for period in periods if period.start or period.end)
    found = [period for period in dated if not _STAMP.search(period.raw)]
    if any(period.start != period.end for period in found):
        return True
    years = [day.year for period in found if (day := period.start)]
    return bool(years) and max(years) - min(years) < _MOST_YEARS

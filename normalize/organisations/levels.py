"""Which level of government a body or a role belongs to, from its words."""

from __future__ import annotations

import re
from functools import lru_cache

_FEDERAL = re.compile(r"\bфедеральн|\bРоссии\b|\bРФ\b|\bРоссийской Федерации|\bФГ[БАК]?[А-Я]*У\b", re.IGNORECASE)
_FIRST_MUNICIPAL = re.compile(r"муниципальн\w+ (?!общеобраз|образоват)|районн|городск", re.IGNORECASE)
_SCHOOL = re.compile(
    r"\bшкол|\bклассн|\bгимнази|\bлице[йя]|\bобщеобразовательн|\bобразовательн\w+ организац|\bпредметник|\bучител|"
    r"\bвыпускник|\bродител|\bобучающ|\bпедагог|\bСОШ\b|\bООШ\b|\bО[ОУ]\b|\bШМО\b|\bУ[ВМ]?Р\b|"
    r"\b[МГ][БАК]?[ОД]О?У\b(?! ДПО)"
)
_MUNICIPAL = re.compile(
    r"\bмуниципальн|\bрайон|\bгородск|\bгорода\b|\bг\.|\bокруга\b|\bадминистраци|\bМ[БАК]?О?У\b|\bМОУО\b|"
    r"\bППЭ\b|\bУО\b|\bРОО\b",
    re.IGNORECASE,
)
_REGIONAL = re.compile(
    r"\bминистерств|\bминистр|\bобласт|\bкрае?в|\bкрая\b|\bреспублик|\bрегион|\bпредметн\w+ комисси|\bапелляционн|"
    r"\bконфликтн|\bэкзаменационн|\b(?:О|К|Р|КО)?Г[БАК]?О?У\b|\b[КО][БАК]У\b|\bРЦОИ\b|\bГЭК\b",
    re.IGNORECASE,
)
_OF_EITHER = re.compile(r"\bдепартамент|\bуправлени|\bотдел|\bкомитет", re.IGNORECASE)


@lru_cache(maxsize=1 << 13)
def level_of(text: str, *, municipal: bool = False) -> str | None:
    """'federal', 'regional', 'municipal', 'school', or None where no word tells.

    municipal: the order is a municipality's, so that its 'департамент' is too.

    >>> level_of("муниципальный координатор ГИА"), level_of("руководители ОО"), level_of("Рыбинский НИИ")
    ('municipal', 'school', None)
    """
    if _FEDERAL.search(text):
        return "federal"
    if _FIRST_MUNICIPAL.match(text):
        return "municipal"
    if _SCHOOL.search(text):
        return "school"
    if municipal and (_MUNICIPAL.search(text) or (_OF_EITHER.search(text) and not _REGIONAL.search(text))):
        return "municipal"
    if _REGIONAL.search(text) or re.search(r"\bдепартамент", text, re.IGNORECASE):
        return "regional"
    return "municipal" if _MUNICIPAL.search(text) else None

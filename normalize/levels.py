"""Which level of government a body or a role belongs to, from its words."""

from __future__ import annotations

import re
from functools import lru_cache

_SCHOOL = re.compile(
    r"\bшкол|\bклассн|\bгимнази|\bлице[йя]|\bСОШ\b|\bООШ\b|\bО{2}\b|\bобщеобразовательн|\bобразовательн\w+ организац|\bпредметник"
    r"|\bШМО\b|\bУ[ВМ]?Р\b|\bучител|\bвыпускник|\bродител|\bобучающ|\bпедагог|\bО[УО]\b|\b[МГ][БАК]?[ОД]О?У\b(?! ДПО)"
)
_FEDERAL = re.compile(r"\bфедеральн|\bРоссии\b|\bРФ\b|\bРоссийской Федерации|\bФГ[БАК]?[А-Я]*У\b", re.IGNORECASE)
_MUNICIPAL = re.compile(
    r"\bмуниципальн|\bрайон|\bгородск|\bгорода\b|\bг\.|\bокруга\b|\bадминистраци|\bМ[БАК]?О?У\b|\bМОУО\b|\bППЭ\b|\bУО\b|\bРОО\b",
    re.IGNORECASE,
)
_REGIONAL = re.compile(
    r"\bминистерств|\bминистр|\bобласт|\bкрае?в|\bкрая\b|\bреспублик|\bрегион|\b(?:О|К|Р|КО)?Г[БАК]?О?У\b|\b[КО][БАК]У\b|\bРЦОИ\b|\bГЭК\b"
    r"|\bпредметн\w+ комисси|\bдепартамент|\bапелляционн|\bконфликтн|\bэкзаменационн",
    re.IGNORECASE,
)


@lru_cache(maxsize=1 << 13)
def level_of(text: str, *, municipal: bool = False) -> str | None:
    """'federal', 'regional', 'municipal', 'school', or None where no word tells.

    municipal: the order is a municipality's, so that its 'департамент' is too.

    >>> level_of("муниципальный координатор ГИА"), level_of("руководители ОО"), level_of("Рыбинский НИИ")
    ('municipal', 'school', None)
    """
    if _FEDERAL.search(text):
        return "federal"
    if re.match(r"муниципальн\w+ (?!общеобраз|образоват)|районн|городск", text, re.IGNORECASE):
        return "municipal"
    if _SCHOOL.search(text):
        return "school"
    if municipal and _MUNICIPAL.search(text):
        return "municipal"
    if _REGIONAL.search(text) and not (municipal and re.search(r"\bдепартамент", text, re.IGNORECASE)):
        return "regional"
    return (
        "municipal"
        if _MUNICIPAL.search(text)
        or municipal
        and re.search(r"\bдепартамент|\bуправлени|\bотдел|\bкомитет", text, re.I)
        else None
    )

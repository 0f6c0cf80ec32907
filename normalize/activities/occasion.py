"""What a plan is about, by its title, and what an activity is called, by the names in it."""

from __future__ import annotations

import re
from functools import lru_cache

from normalize.activities.facets import match_key
from normalize.activities.wording import wording

_QUOTED = re.compile(r"[«\"“„]([^«»\"“”„]{3,200})[»\"”“]")
_OF_PLANS = frozenset(
    {"план", "мероприятие", "утверждение", "дорожный", "карта", "график", "приказ", "подготовка", "проведение"}
    | {"организация", "год", "учебный", "мера", "комплекс", "период", "реализация", "обеспечение", "территория"}
    | {"городской", "муниципальный", "район", "округ", "область", "край", "республика", "образование", "школа"}
    | {"образовательный", "общеобразовательный", "учреждение", "повышение", "улучшение", "вопрос", "рамка", "апрель"}
    | {"работа", "развитие", "система", "май", "дорожная"}
)
"""Words that titles of plans have whatever the plan is about."""


@lru_cache(maxsize=1024)
def occasion_words(title: str) -> tuple[str, ...]:
    """The words of a plan's title that tell what it is about.

    >>> occasion_words("План противопожарных мероприятий на 2013-2014 учебный год")
    ('противопожарный',)
    """
    return tuple(dict.fromkeys(word for word in match_key(wording(title)).split() if word not in _OF_PLANS))


def quoted_words(text: str) -> tuple[str, ...]:
    """The words of names in quotation marks: «Вебинар «Потенциал школы»» -> ('потенциал', 'школа')."""
    return tuple(dict.fromkeys(word for name in _QUOTED.findall(text) for word in match_key(name).split()))

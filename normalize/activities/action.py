"""Whether a text says that something is done: what an activity and a section's heading do, and a name does not."""

from __future__ import annotations

import re
from functools import lru_cache

from normalize.activities.operations import operations_in
from normalize.language.morphology import has
from normalize.language.wordforms import is_adjective, noun_group
from normalize.organisations.initials import is_contraction

_WORD = re.compile(r"[А-ЯЁа-яё]+(?:-[А-ЯЁа-яё]+)*")
_VERBAL_NOUN = re.compile(r".{2,}(?:[аеяи]ни[ея]|[твлч]и[ея]|[врл]ка|ци[яи])$")
_LOOKED_AT = 4
_LONGEST = 300


@lru_cache(maxsize=1 << 14)
def names_action(text: str) -> bool:
    """Whether the beginning names a deed: a verb, a noun of action, an operation that operations.yml lists.

    >>> names_action("Провести собрание"), names_action("Обучение экспертов"), names_action("Белгородского района")
    (True, True, False)
    """
    words = _WORD.findall(text[:_LONGEST])[:_LOOKED_AT]
    if not words:
        return False
    if has(words[0], "INFN") or has(words[0], "VERB"):
        return True
    noun = next((word for word in words if not is_adjective(word, nominative=True)), "")
    if not noun or noun_group(noun) or is_contraction(noun):
        return False
    return bool(_VERBAL_NOUN.match(noun.lower())) or bool(operations_in(text[:_LONGEST]))

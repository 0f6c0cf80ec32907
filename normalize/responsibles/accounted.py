"""What of a cell of responsibles is in no mention, no separator and no named qualifier: nothing, if all is well."""

from __future__ import annotations

import re

from normalize.language.text import collapse
from normalize.organisations.context import OrderContext
from normalize.organisations.lookups import name_words
from normalize.responsibles.mentions import split_mentions
from normalize.responsibles.read import names_nobody, read_mention

_QUALIFIERS = re.compile(
    r"\([^()]*\)|(?<!\w)(?:а\s+также|также|(?:совместно|вместе)\s+со?|при\s+участии|с\s+участием|с\s+привлечением"
    r"|при\s+(?:поддержке|содействии|сопровождении)|во\s+взаимодействии\s+со?|под\s+руководством|по\s+согласованию"
    r"|и|или|др|пр|т\.\s?д)(?!\w)|(?<!\w)\d+(?!\w)",
    re.IGNORECASE,
)
"""Explanations in brackets, words that join, «и др.», numbers of a list."""


def unaccounted(raw: str, context: OrderContext) -> str:
    """The letters and figures of a cell that nothing accounts for, '' for none."""
    cell, mentions = split_mentions(raw, context)
    kept = list(cell)
    for mention in mentions:
        if read_mention(mention, context) is not None or names_nobody(mention):
            start = cell.rfind(mention.text, 0, mention.tokens[-1].end)
            kept[max(start, 0) : mention.tokens[-1].end] = " " * (mention.tokens[-1].end - max(start, 0))
    left = _QUALIFIERS.sub(" ", "".join(kept))
    words = [word for word in re.findall(r"\w+", left) if word.lower() not in name_words("prepositions")]
    return collapse(" ".join(words))

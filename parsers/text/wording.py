"""How a printed piece of text begins and ends."""

from __future__ import annotations

import re
from functools import lru_cache

BULLETS = "-–—−•·▪●◦*"
_BULLET = re.compile(rf"\s*[{re.escape(BULLETS)}]\s*(?=\S)")
_REACH = 80
"""How far from its end a text is looked at."""
_WORD = re.compile(r"[^\W\d_]+")
_UNFINISHED_END = re.compile(
    r"(?:[,:(«№–—-]|\b(?:и|или|в|во|на|по|с|со|к|ко|о|об|от|до|для|за|из|при|не|как|а|у|их|без|под|над|через|между|г))$",
    re.I,
)
_FINISHED_END = re.compile(r"[.;!?…]$")


@lru_cache(maxsize=1 << 13)
def collapse(text: str) -> str:
    """Single blanks."""
    return " ".join(text.split())


def nonblank(text: str) -> int:
    """The number of characters that are not white space, nor marks that readers set."""
    return sum(map(len, text.replace("\u200b", "").split()))


def strip_bullet(text: str) -> str:
    """'– порядка проведения' -> 'порядка проведения'."""
    return _BULLET.sub("", text, count=1) if starts_with_bullet(text) else text.strip()


def starts_with_bullet(text: str) -> bool:
    """'– порядка'; not '-5' or a lone dash."""
    match = _BULLET.match(text)
    return bool(match) and not text[match.end() : match.end() + 1].isdigit() if match else False


def shape(text: str) -> str:
    """How a text begins: title 'Проведение', lower 'телей', caps 'ГЭК', digit, bullet, quote, tail '), в', ''."""
    stripped = text.strip()
    if not stripped:
        return ""
    if starts_with_bullet(stripped):
        return "bullet"
    head = stripped[0]
    if head.isdigit():
        return "digit"
    if head in "«\"“„'":
        return "quote"
    if not head.isalpha():
        return "tail"
    word = _WORD.match(stripped)
    letters = word.group() if word else head
    if letters[0].islower():
        return "lower"
    return "caps" if len(letters) > 1 and letters.isupper() else "title"


def is_unfinished(text: str) -> bool:
    """Ends so that more must follow: a hyphen, a comma, a preposition; 'ответственных за про-'."""
    return bool(_UNFINISHED_END.search(text.rstrip()[-_REACH:]))


def is_finished(text: str) -> bool:
    """Ends with a full stop or the like."""
    return bool(_FINISHED_END.search(text.rstrip()[-2:]))

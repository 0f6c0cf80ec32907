"""How a printed piece of text begins and ends, and how two pieces of one cell join again."""

from __future__ import annotations

import re
from collections.abc import Callable

BULLETS = "-–—−•·▪●◦*"
HYPHENS = "-\u00ad\u2010\u2011\ufffe"
"""What may stand at the end of a printed line within a word; \ufffe is pdfium's mark of a line-end hyphen."""
_BULLET = re.compile(rf"\s*[{re.escape(BULLETS)}]\s*(?=\S)")
_LAST_PART = re.compile(rf"(\w+)[{HYPHENS}]$")
_FIRST_PART = re.compile(r"(\w+)")
_REACH = 80
"""How far from the cut the parts of a word are looked for."""
_WORD = re.compile(r"[^\W\d_]+")
_UNFINISHED_END = re.compile(
    r"(?:[,:(«–—-]|\b(?:и|или|в|во|на|по|с|со|к|ко|о|об|от|до|для|за|из|при|не|как|а|у|их|без|под|над|через|между|г))$",
    re.I,
)
_FINISHED_END = re.compile(r"[.;!?…]$")


def collapse(text: str) -> str:
    """Single blanks."""
    return " ".join(text.split())


def nonblank(text: str) -> int:
    """The number of characters that are not white space."""
    return sum(map(len, text.split()))


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


def join(head: str, tail: str, is_word: Callable[[str], bool], glue: str = " ") -> str:
    """Two pieces of one cell as one text; a hyphen at the cut goes, stays or becomes part of a number.

    'про-' + 'ведение' -> 'проведение'; 'ГИА-' + '9' -> 'ГИА-9'; 'научно-' + 'методический' -> 'научно-методический'.
    """
    head, tail = head.rstrip(), tail.lstrip()
    if not head or not tail:
        return head or tail
    kept, between = _seam(head, tail, is_word, glue)
    return head[:kept] + between + tail


def _seam(head: str, tail: str, is_word: Callable[[str], bool], glue: str) -> tuple[int, str]:
    """How much of `head` stays, and what comes between it and `tail`."""
    left, right = _LAST_PART.search(head[-_REACH:]), _FIRST_PART.match(tail[:_REACH])
    if not left or not right:
        return len(head), glue
    return len(head) - 1, _hyphen(left.group(1), right.group(1), is_word)


def _hyphen(left: str, right: str, is_word: Callable[[str], bool]) -> str:
    """'' where a printed line cut one word, '-' where the hyphen belongs to it."""
    if left[-1].isdigit() or right[0].isdigit() or left.isupper() or right[0].isupper():
        return "-"
    if is_word(left + right):
        return ""
    if is_word(f"{left}-{right}"):
        return "-"
    compound = left[-1] in "оеёиь" and is_word(right)
    return "-" if compound or (is_word(left) and is_word(right)) else ""


def heal_lines(text: str, is_word: Callable[[str], bool], glue: str = "\n") -> str:
    """The lines of a cell with words cut at line ends made whole; other line ends become `glue`."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    healed: list[str] = lines[:1]
    for line in lines[1:]:
        kept, between = _seam(healed[-1], line, is_word, glue)
        healed[-1] = healed[-1][:kept]
        healed += [between, line]
    return "".join(healed)

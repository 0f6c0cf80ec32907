"""Marks of HTML and Markdown left inside plain text: what is a line of its own becomes one, the rest goes."""

from __future__ import annotations

import html
import re

_BLOCK_TAGS = r"p|ul|ol|li|br|div|tr|h[1-6]"
_INLINE_TAGS = r"b|i|u|s|em|strong|span|font|a|sup|sub|small|nobr"
_ATTRIBUTES = r"(?:\s(?=[^<>]*=|\s*/?>)[^<>]{0,300})?"
"""What stands in a tag beside its name: a value, or nothing; '<p 1>' is text."""
_BLOCK = re.compile(rf"</?(?:{_BLOCK_TAGS}){_ATTRIBUTES}/?>", re.IGNORECASE)
_INLINE = re.compile(rf"</?(?:{_INLINE_TAGS}){_ATTRIBUTES}/?>", re.IGNORECASE)
_BOLD = re.compile(r"^\s*(?:#+\s*)?(?:<(?:b|strong)>|\*\*)", re.IGNORECASE)
_MARKDOWN = re.compile(r"\*\*|^\s{0,3}#{1,6}\s+", re.MULTILINE)
_STRUCK = re.compile(
    r"[ \t]?(?:~~(?=[^\s~])(?P<marked>[^\n|~\t]{1,600}?)(?<=\S)~~"
    r"|<(?P<tag>s|strike|del)>(?P<tagged>[^\n|<>]{1,600})</(?P=tag)>)",
    re.IGNORECASE,
)
_REPLY = re.compile(r"^(?:>[ \t]?)+", re.MULTILINE)
_MOST_QUOTED = 0.5
_RULE_RUN = re.compile(r"([-–—_=~*+:|─━═])\1+")


def is_bold(text: str) -> bool:
    """The text begins in bold: '<b>№</b>', '**План'."""
    return bool(_BOLD.match(text))


def without_tags(text: str) -> str:
    """Tags and entities read: paragraphs and list items as lines, the rest as text.

    >>> without_tags("<p>для ГИА-9: май</p> <p>для ГИА-11: июнь&nbsp;2024</p>")
    'для ГИА-9: май\\nдля ГИА-11: июнь\\xa02024'
    """
    if "<" in text:
        text = _INLINE.sub("", _BLOCK.sub("\n", text))
        text = "\n".join(line.strip() for line in text.split("\n") if line.strip())
    return html.unescape(text) if "&" in text else text


def without_markdown(text: str) -> tuple[str, str]:
    """The text without marks of Markdown, and the marks: ('План', '****')."""
    marks = "".join(match.group().strip() for match in _MARKDOWN.finditer(text))
    return (_MARKDOWN.sub("", text), marks) if marks else (text, "")


def without_struck(text: str) -> tuple[str, list[tuple[int, str]]]:
    """The text without what '~~' or <s>, <strike>, <del> strike out within a line; and (line from 1, what was struck).

    >>> without_struck("Срок: ~~май~~ июнь")
    ('Срок: июнь', [(1, 'май')])
    """
    if "~~" not in text and "</" not in text:
        return text, []
    struck = [
        (text.count("\n", 0, m.start()) + 1, (m["marked"] or m["tagged"]).strip()) for m in _STRUCK.finditer(text)
    ]
    return (_STRUCK.sub("", text), struck) if struck else (text, [])


def without_reply_marks(text: str) -> tuple[str, str]:
    """A quoted mail without the '>' before its lines, and these marks; a text that quotes little stays as it is.

    >>> without_reply_marks("Высылаю план\\n> 1 | Совещание\\n> > 2 | Отчет")
    ('Высылаю план\\n1 | Совещание\\n2 | Отчет', '>>>')
    """
    lines = [line for line in text.split("\n") if line.strip()]
    quoted = sum(line.startswith(">") for line in lines)
    if not quoted or quoted < _MOST_QUOTED * len(lines):
        return text, ""
    marks = "".join(match.group() for match in _REPLY.finditer(text))
    return _REPLY.sub("", text), "".join(marks.split())


def is_rule(text: str) -> bool:
    """A line of dashes and the like that only draws: '-----', '| --- | :-: |', '+====+'."""
    stripped = text.replace("\t", " ").strip()
    return bool(_RULE_RUN.search(stripped)) and not re.search(r"[^\s\-–—_=~*+:|─━═│┃┼┬┴├┤┌┐└┘╔╗╚╝╠╣╦╩╬║]", stripped)


def drawn(text: str) -> str:
    """A drawn line with each run of equal characters as one: '---- ---' -> '- -'; a line is no text, however long."""
    return " ".join(_RULE_RUN.sub(r"\1", text).split())

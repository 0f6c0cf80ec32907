"""Links cut out of old Office files before LibreOffice sees them: pictures, documents and servers that it would fetch.

Only what no reader of the order sees is changed, and no byte moves: the instructions of fields (the result that the
field shows stays) and the names of linked files, which end with a zero or follow their own length, as text does not.
"""

from __future__ import annotations

import re

_FIELDS = rb"INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|DDEAUTO|DDE|LINK|DATABASE"
_SCHEME = rb"(?:[A-Za-z]{2,8}:[/\\]{2}|\\\\)"
_WIDE_SCHEME = rb"(?:(?:[A-Za-z]\0){2,8}:\0(?:[/\\]\0){2}|(?:\\\0){2})"


def _wide(words: bytes) -> bytes:
    return b"|".join(b"".join(bytes([letter, 0]) for letter in word) for word in words.split(b"|"))


_FIELD = re.compile(rb"(\x13[ \x01]{0,20})(" + _FIELDS + rb")(?=[ \"\x14\x15])", re.IGNORECASE)
_WIDE_FIELD = re.compile(rb"(\x13\0(?: \0){0,20})(" + _wide(_FIELDS) + rb")(?=[ \"\x14\x15]\0)", re.IGNORECASE)
_NAME = re.compile(rb"()(" + _SCHEME + rb")(?=[\x21-\xff]{1,2000}\0)")
_WIDE_NAME = re.compile(rb"()(" + _WIDE_SCHEME + rb")(?=(?:[^\0]\0|[^\0]\x04){1,2000}\0\0)")
_COUNTED = re.compile(rb"([\x04-\xff])(" + _SCHEME + rb")")
_RTF = re.compile(
    rb"()\b(INCLUDEPICTURE|INCLUDETEXT|DDEAUTO|objautlink|objlink|objupdate|objdata|template(?= ))", re.IGNORECASE
)


def without_links(data: bytes) -> bytes:
    """A compound file (DOC, XLS) or an RTF with the links in it made into words that mean nothing."""
    if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rt"):
        return _RTF.sub(_blotted, data)
    for pattern in (_FIELD, _WIDE_FIELD, _NAME, _WIDE_NAME):
        data = pattern.sub(_blotted, data)
    return _COUNTED.sub(lambda found: _blotted(found) if _is_counted(data, found) else found.group(), data)


def _blotted(found: re.Match[bytes]) -> bytes:
    """The same bytes with every character of the second group made an 'x'."""
    return found.group(1) + re.sub(rb"[^\0]", b"x", found.group(2))


def _is_counted(data: bytes, found: re.Match[bytes]) -> bool:
    """Whether the byte before tells how many printable characters follow, as it does before names."""
    size = found.group(1)[0]
    name = data[found.start(2) : found.start(2) + size]
    return len(name) == size and all(byte >= 0x21 for byte in name) and data[found.start(2) + size :][:1] < b"\x21"

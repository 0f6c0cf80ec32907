"""Files of orders, broken as files break: bytes, lines, zip members, elements of XML, objects of PDF.

    data = mutant(Random(7), "docx", seed_bytes)

A mutant is made from a good file by one to three changes; the same random state gives the same mutant.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Any

from lxml import etree

NUMBERS = ("0", "-1", "1", "2", "255", "256", "65536", "2147483647", "4294967296", "9" * 18, "1e308", "nan", "", "x")
STRANGE = (
    "\x00",
    "\x1f",
    "\u200b",
    "\ufeff",
    "\u202e",
    "\ufffe",
    "\U0001f600",
    "\u0301",
    "\t\t\t",
    "|",
    ";",
    "А" * 3000,
)
Change = Callable[[Random, bytes], bytes]


def mutant(random: Random, kind: str, data: bytes) -> bytes:
    """The file with one to three changes of the kinds that its format knows."""
    for _ in range(random.randint(1, 3)):
        data = random.choice(CHANGES[kind])(random, data)
    return data


# --- bytes and lines --------------------------------------------------------------------------------------------------


def _bytes(random: Random, data: bytes) -> bytes:
    made = bytearray(data)
    if not made:
        return data
    start = random.randrange(len(made))
    size = min(len(made) - start, random.choice((1, 2, 8, 64, 512)))
    how = random.randrange(6)
    if how == 0:
        made[start : start + size] = random.randbytes(size)
    elif how == 1:
        del made[start : start + size]
    elif how == 2:
        made[start:start] = made[start : start + size] * random.choice((1, 3, 50))
    elif how == 3:
        del made[start:]
    elif how == 4:
        made[start] ^= 1 << random.randrange(8)
    else:
        made[start : start + size] = bytes(size)
    return bytes(made)


def _lines(random: Random, data: bytes) -> bytes:
    lines = data.decode("utf-8", "surrogateescape").split("\n")
    at = random.randrange(len(lines))
    how = random.randrange(7)
    if how == 0:
        lines.insert(at, lines[random.randrange(len(lines))])
    elif how == 1:
        del lines[at]
    elif how == 2:
        lines[at] = lines[at].replace("\t", random.choice((" ", "\t\t", "", "|", ";", "\n")))
    elif how == 3:
        place = random.randint(0, len(lines[at]))
        lines[at] = lines[at][:place] + random.choice(STRANGE) + lines[at][place:]
    elif how == 4:
        lines[at:at] = [""] * random.choice((1, 3, 40))
    elif how == 5:
        lines[at : at + 1] = [lines[at]] * random.choice((2, 30))
    else:
        lines = [line.replace("\t", random.choice(("|", ";", "   "))) for line in lines]
    return "\n".join(lines).encode("utf-8", "surrogateescape")


# --- XML and HTML -----------------------------------------------------------------------------------------------------


def _tree(random: Random, root: Any) -> None:
    """One change of an element tree in place."""
    elements = [element for element in root.iter() if isinstance(element.tag, str) and element.getparent() is not None]
    if not elements:
        return
    one, other = random.choice(elements), random.choice(elements)
    how = random.randrange(9)
    if how == 0:
        one.getparent().remove(one)
    elif how == 1:
        one.addnext(deepcopy(one))
    elif how == 2 and one not in list(other.iterancestors()) and one is not other:
        other.append(one)
    elif how == 3:
        one.tag = other.tag
    elif how == 4 and one.attrib:
        one.set(random.choice(sorted(one.attrib)), random.choice(NUMBERS))
    elif how == 5 and other.attrib:
        name = random.choice(sorted(other.attrib))
        one.set(name, random.choice((other.get(name), *NUMBERS)))
    elif how == 6:
        for _ in range(random.choice((1, 5, 60))):
            shell = etree.Element(other.tag)
            one.addprevious(shell)
            shell.append(one)
    elif how == 7:
        one.text = (one.text or "") + "слово" * random.choice((1, 200))
    else:
        for child in list(one):
            one.addprevious(child)


def _xml(random: Random, data: bytes) -> bytes:
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:
        return _bytes(random, data)
    for _ in range(random.choice((1, 1, 2, 8))):
        _tree(random, root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _html(random: Random, data: bytes) -> bytes:
    import lxml.html

    try:
        root = lxml.html.document_fromstring(data)
    except (etree.LxmlError, ValueError):
        return _bytes(random, data)
    for _ in range(random.choice((1, 1, 2, 8))):
        _tree(random, root)
    wrapped = random.choice(("", "", "form", "div", "font", "details", "nav"))
    rows = list(root.iter("tr"))
    if wrapped and rows:
        row = random.choice(rows)
        shell = etree.Element(wrapped)
        row.addprevious(shell)
        for follower in [row, *row.itersiblings("tr")][: random.choice((1, 5, 100))]:
            shell.append(follower)
    return lxml.html.tostring(root, encoding="utf-8")


# --- zip packages -----------------------------------------------------------------------------------------------------

MAIN = re.compile(r"(document|content|styles|numbering|sheet\d+|sharedStrings|workbook)\.xml$")


def _members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {info.filename: package.read(info) for info in package.infolist()}


def _packed(members: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, content in members.items():
            package.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _zip(random: Random, data: bytes) -> bytes:
    try:
        members = _members(data)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError, zlib.error):
        return _bytes(random, data)
    name = random.choice(sorted(members))
    how = random.randrange(4)
    if how == 0:
        del members[name]
    elif how == 1:
        members[random.choice(sorted(members))] = members[name]
    elif how == 2:
        members[name] = _bytes(random, members[name])
    else:
        members[name + random.choice(("~", "/", "x"))] = members.pop(name)
    return _packed(members)


def _header(random: Random, data: bytes) -> bytes:
    """A field of a local or central header of the archive changed: version, flags, method, sizes."""
    places = [found.start() for found in re.finditer(rb"PK\x01\x02|PK\x03\x04|PK\x05\x06", data)]
    if not places:
        return _bytes(random, data)
    at = random.choice(places) + random.randrange(4, 30)
    return data[:at] + random.randbytes(random.choice((1, 2))) + data[at + 1 :]


def _part(random: Random, data: bytes) -> bytes:
    """Elements of a main part of the package changed."""
    try:
        members = _members(data)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError, zlib.error):
        return _bytes(random, data)
    parts = sorted(name for name in members if MAIN.search(name)) or sorted(members)
    if not parts:
        return data
    name = random.choice(parts)
    members[name] = _xml(random, members[name])
    return _packed(members)


# --- PDF --------------------------------------------------------------------------------------------------------------

_OBJECT = re.compile(rb"\d+ 0 obj.*?endobj", re.DOTALL)
_NUMBER = re.compile(rb"(?<=[ \[])-?\d+(?:\.\d+)?(?=[ \]/>])")
_KEY = re.compile(rb"/(ToUnicode|Filter|MediaBox|Resources|Contents|Font|Encoding|Kids|Count|Length|W|Widths)\b")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def _pdf(random: Random, data: bytes) -> bytes:
    objects = list(_OBJECT.finditer(data))
    if not objects:
        return _bytes(random, data)
    one, other = random.choice(objects), random.choice(objects)
    text = one.group()
    how = random.randrange(6)
    if how == 0:
        text = b""
    elif how == 1:
        text = text.split(b"obj", 1)[0] + b"obj" + other.group().split(b"obj", 1)[1]
    elif how == 2 and (numbers := list(_NUMBER.finditer(text[:2000]))):
        number = random.choice(numbers)
        text = text[: number.start()] + random.choice(NUMBERS).encode() + text[number.end() :]
    elif how == 3 and (keys := list(_KEY.finditer(text[:4000]))):
        key = random.choice(keys)
        text = text[: key.start(1)] + b"X" * len(key.group(1)) + text[key.end(1) :]
    elif how == 4:
        return _KEY.sub(lambda found: found.group().replace(b"ToUnicode", b"ToUnicodx"), data)
    else:
        text = _STREAM.sub(lambda found: _stream(random, found), text, count=1)
    return data[: one.start()] + text + data[one.end() :]


def _stream(random: Random, found: re.Match[bytes]) -> bytes:
    try:
        content = zlib.compress(_bytes(random, zlib.decompress(found.group(1))), 1)
    except zlib.error:
        content = _bytes(random, found.group(1))
    return b"stream\n" + content + b"\nendstream"


CHANGES: dict[str, tuple[Change, ...]] = {
    "txt": (_bytes, _lines, _lines),
    "html": (_bytes, _lines, _html, _html),
    "docx": (_bytes, _zip, _header, _part, _part, _part),
    "odt": (_bytes, _zip, _header, _part, _part, _part),
    "xlsx": (_bytes, _zip, _header, _part, _part, _part),
    "pdf": (_bytes, _pdf, _pdf, _pdf),
    "png": (_bytes,),
    "rtf": (_bytes, _lines),
    "doc": (_bytes,),
}
"""The ways to break a file, by the ending of its name."""

"""Zip packages of XML (DOCX, XLSX, ODT) read within bounds: nothing is unpacked to disk, nothing outside is fetched."""

from __future__ import annotations

import base64
import binascii
import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml import etree

from parsers import limits
from parsers.errors import ParseError

_LOCAL_HEADER = struct.Struct("<4s5H3I2H")
_UNREADABLE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError)
"""What zipfile raises for broken headers and members, for names in no encoding, for passwords and unknown versions."""
_STRICT = tuple(
    (f"http://purl.oclc.org/ooxml/{part}/".encode(), f"http://schemas.openxmlformats.org/{part}/2006/".encode())
    for part in ("officeDocument", "wordprocessingml", "spreadsheetml", "drawingml")
)


@dataclass(frozen=True)
class Relation:
    """A relationship of a part: the last word of its type ('footnotes', 'header'), the part it points to."""

    kind: str
    target: str


def local_members(head: bytes) -> dict[str, bytes]:
    """Name -> first bytes of every zip member that begins within `head`; {} where this is no zip file."""
    if not head.startswith(b"PK\x03\x04"):
        return {}
    members = {}
    for found in re.finditer(rb"PK\x03\x04", head):
        fields = head[found.start() : found.start() + _LOCAL_HEADER.size]
        if len(fields) < _LOCAL_HEADER.size:
            break
        *_, method, _, _, _, _, _, name_size, extra_size = _LOCAL_HEADER.unpack(fields)
        name_at = found.start() + _LOCAL_HEADER.size
        data_at = name_at + name_size + extra_size
        name = head[name_at : name_at + name_size].decode("utf-8", "replace")
        members[name] = _inflated(head[data_at : data_at + 4096]) if method == 8 else head[data_at : data_at + 256]
    return members


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj(-15).decompress(data, 65536)
    except zlib.error:
        return b""


def package_kind(head: bytes) -> str:
    """'word', 'xl', 'ppt' or an OpenDocument media type, by the members that begin in the head of a file; else ''."""
    members = local_members(head)
    mimetype = members.get("mimetype", b"")
    opendocument = re.match(rb"application/vnd\.oasis\.opendocument\.[a-z-]+", mimetype)
    if opendocument:
        return opendocument.group().decode("ascii")
    for kind in ("word", "xl", "ppt"):
        if any(name.replace("\\", "/").startswith(f"{kind}/") for name in members):
            return kind
    types = members.get("[Content_Types].xml", b"")
    named = (("word", b"wordprocessingml"), ("xl", b"spreadsheetml"), ("ppt", b"presentationml"))
    return next((kind for kind, word in named if word in types), "")


class Package:
    """An open package. Raises ParseError for what is broken, encrypted or asks for more than the bounds allow."""

    def __init__(self, path: Path | io.BytesIO) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
        except NotImplementedError as error:
            raise ParseError("Архив записан в неизвестной версии ZIP: сохраните файл заново.", "open") from error
        except _UNREADABLE as error:
            raise ParseError("Файл повреждён или обрезан: архив не открывается.", "open") from error
        self._names: dict[str, zipfile.ZipInfo] = {}
        self._left = limits.MAX_UNPACKED_BYTES
        try:
            self._check(self._zip.infolist())
        except ParseError:
            self._zip.close()
            raise

    def __enter__(self) -> Package:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def _check(self, members: list[zipfile.ZipInfo]) -> None:
        if len(members) > limits.MAX_MEMBERS:
            raise ParseError(f"В архиве {len(members)} частей, допустимо {limits.MAX_MEMBERS}.", "open")
        if sum(member.file_size for member in members) > limits.MAX_UNPACKED_BYTES:
            raise ParseError("Распакованный файл слишком велик: похоже на архивную бомбу.", "open")
        for member in members:
            if member.file_size > 2**20 and member.file_size > limits.MAX_UNPACK_RATIO * max(1, member.compress_size):
                raise ParseError("Файл сжат неправдоподобно сильно: похоже на архивную бомбу.", "open")
            name = member.filename.replace("\\", "/")
            if name.startswith("/") or ".." in name.split("/"):
                raise ParseError("Имена частей архива выходят за его пределы: файл недопустим.", "open")
            self._names[name.casefold()] = member

    def __contains__(self, name: str) -> bool:
        return name.lstrip("/").casefold() in self._names

    def names(self) -> Iterator[str]:
        """Names of the members, with '/' between folders."""
        return (member.filename.replace("\\", "/") for member in self._names.values())

    def read(self, name: str, limit: int = limits.MAX_XML_BYTES) -> bytes:
        """A member's bytes; ParseError where it is missing, broken, encrypted or longer than `limit`."""
        member = self._names.get(name.lstrip("/").casefold())
        if member is None:
            raise ParseError(f"В файле нет обязательной части {name}.", "open")
        if member.flag_bits & 1:
            raise ParseError("Файл защищён паролем: снимите защиту и загрузите снова.", "open")
        try:
            with self._zip.open(member) as stream:
                data = stream.read(limit + 1)
        except _UNREADABLE as error:
            raise ParseError(f"Файл повреждён или обрезан: часть {name} не читается.") from error
        self._left -= len(data)
        if len(data) > limit or self._left < 0:
            raise ParseError(f"Часть {name} слишком велика: больше {limit // 2**20} МБ.")
        return data

    def xml(self, name: str) -> Any:
        """A member as an lxml element, in the transitional namespaces also where it is strict OOXML."""
        return parse_xml(self.read(name), name)

    def optional_xml(self, name: str | None) -> Any | None:
        """As `xml`, None where there is no such member."""
        return self.xml(name) if name and name in self else None

    def relations(self, part: str) -> dict[str, Relation]:
        """Relationships of a part by their ids; links to outside are left out."""
        folder, name = posixpath.split(part)
        root = self.optional_xml(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels")
        found = {}
        for relation in root if root is not None else ():
            target, kind = relation.get("Target", ""), relation.get("Type", "").rsplit("/", 1)[-1]
            if relation.get("TargetMode") != "External":
                joined = target if target.startswith("/") else posixpath.join(folder, target)
                found[relation.get("Id", "")] = Relation(kind, posixpath.normpath(joined).lstrip("/"))
        return found

    def main_part(self, default: str) -> str:
        """The part that the package names as its document."""
        relations = self.relations("").values()
        named = [relation.target for relation in relations if relation.kind == "officeDocument"]
        return named[0] if named and named[0] in self else default


_FLAT = "{http://schemas.microsoft.com/office/2006/xmlPackage}"


def flat_package(root: Any) -> io.BytesIO:
    """A package that stands in one XML file (flat OPC), as a zip. Raises ParseError for broken binary parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for part in root.iterfind(f"{_FLAT}part"):
            name = part.get(f"{_FLAT}name", "").lstrip("/")
            data, binary = part.find(f"{_FLAT}xmlData"), part.find(f"{_FLAT}binaryData")
            if data is not None and len(data):
                package.writestr(name, etree.tostring(data[0]))
            elif binary is not None:
                try:
                    package.writestr(name, base64.b64decode(binary.text or ""))
                except binascii.Error as error:
                    raise ParseError(f"Файл повреждён: часть {name} не читается.") from error
    made.seek(0)
    return made


def parse_xml(data: bytes, name: str = "") -> Any:
    """XML as an lxml element. A DTD is refused, with it entities; so are deeper nestings than libxml2's 256."""
    for strict, transitional in _STRICT:
        data = data.replace(strict, transitional)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        deep = "Excessive depth" in str(error)
        reason = "вложенность слишком глубока" if deep else "разметка XML нарушена"
        raise ParseError(f"Файл не читается: {reason} ({name or 'XML'}).") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise ParseError(f"Файл содержит описание DTD, оно недопустимо ({name or 'XML'}).")
    return root

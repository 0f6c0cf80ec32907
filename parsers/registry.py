"""Finds the format that a file is in, by its content, and reads it. A format is a module of `parsers/formats/`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Protocol, cast

from parsers import formats, limits
from parsers.errors import ParseError
from parsers.model import Document
from parsers.text.entering import entered

HEAD_BYTES = 1 << 16
"""How much of a file the formats see when they are asked whether it is theirs."""


class Format(Protocol):
    """What a module of `parsers/formats/` offers."""

    MEDIA_TYPE: str

    def claims(self, head: bytes, name: str) -> int:
        """How sure the format is that the file is its own: 0 or False not at all, else the more the surer."""
        ...

    def read(self, path: Path) -> Document:
        """The file as a Document. Raises ParseError."""
        ...


def read_document(path: Path, *, media_hint: str | None = None) -> Document:
    """The file as blocks. `media_hint` is a media type that decides where two formats are equally sure.

    Raises ParseError with stage 'open' for a file that is missing, empty, too large or of no known format, and whatever
    the format raises for what it cannot read.
    """
    return entered(claimant(path, head_of(path), media_hint).read(path))


def head_of(path: Path) -> bytes:
    """The first bytes of a file. Raises ParseError for what is no readable file with something in it."""
    try:
        if not path.is_file():
            what = "это папка, а не файл" if path.is_dir() else "нет такого файла"
            raise ParseError(f"Файл «{path.name}» не открыть: {what}.", "open")
        if path.stat().st_size > limits.MAX_FILE_BYTES:
            raise ParseError(f"Файл «{path.name}» больше {limits.MAX_FILE_BYTES // 2**20} МБ.", "open")
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except OSError as error:
        raise ParseError(f"Файл «{path.name}» не открыть: {error.strerror or error}.", "open") from error
    if not head.strip(b"\x00\t\n\r\x0b\x0c \xef\xbb\xbf"):
        blank = "начинается с одних пробелов" if len(head) == HEAD_BYTES else "пуст"
        raise ParseError(f"Файл «{path.name}» {blank}.", "open")
    return head


def claimant(path: Path, head: bytes, media_hint: str | None = None) -> Format:
    """The one format that a file belongs to. Raises ParseError where there is none."""
    sure = [(int(module.claims(head, path.name)), module) for module in known_formats()]
    best = max((score for score, _ in sure), default=0)
    if best <= 0:
        raise ParseError(f"Файл «{path.name}» не похож ни на один из известных форматов.", "open")
    candidates = [module for score, module in sure if score == best]
    hinted = [module for module in candidates if media_hint == module.MEDIA_TYPE]
    return (hinted or candidates)[0]


@cache
def known_formats() -> tuple[Format, ...]:
    """Every module of `parsers/formats/`, by name."""
    return tuple(_load())


def _load() -> Iterator[Format]:
    modules = (found.name for found in pkgutil.iter_modules(formats.__path__) if not found.ispkg)
    for name in sorted(modules):
        yield cast(Format, importlib.import_module(f"{formats.__name__}.{name}"))

"""Which optional system programs are present, and what works without them."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import dataclass

from parsers.formats.ocr.tesseract import reads_russian, tesseract
from parsers.formats.office.convert import antiword, office


@dataclass(frozen=True, slots=True)
class Program:
    """An optional program: what it is for, how it is installed, what happens without it (all in Russian).

    `find` is what the reader itself looks for it with.
    """

    name: str
    purpose: str
    without: str
    install: str
    find: Callable[[], str | None]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What was found of one program: its path ('' when absent) and a note."""

    program: Program
    path: str
    note: str

    @property
    def present(self) -> bool:
        """Whether the program can be used as it is."""
        return bool(self.path) and not self.note


PROGRAMS = (
    Program(
        "tesseract",
        "сканы и фотографии",
        "сканы не читаются и попадают в rejected; все остальные форматы читаются",
        "Debian: apt install tesseract-ocr tesseract-ocr-rus; Windows: установщик UB Mannheim с русским языком; "
        "macOS: brew install tesseract tesseract-lang",
        tesseract,
    ),
    Program(
        "LibreOffice",
        "RTF и XLS; DOC",
        "RTF и XLS не читаются; DOC читается только через antiword",
        "Debian: apt install libreoffice-writer-nogui; Windows и macOS: libreoffice.org",
        office,
    ),
    Program(
        "antiword",
        "DOC (Word 97–2003)",
        "DOC читается только через LibreOffice, без сверки числа строк",
        "Debian: apt install antiword; macOS: brew install antiword; Windows: хватит LibreOffice",
        antiword,
    ),
)


def diagnose() -> list[Diagnosis]:
    """All optional programs, present or not."""
    return [_diagnose(program) for program in PROGRAMS]


def _diagnose(program: Program) -> Diagnosis:
    path = program.find() or ""
    return Diagnosis(program, path, _russian_note(path) if path and program.find is tesseract else "")


def _russian_note(path: str) -> str:
    try:
        return "" if reads_russian(path) else "нет русского языка (пакет tesseract-ocr-rus)"
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"программа не запускается: {error}"

"""Which optional system programs are present, and what works without them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Program:
    """An optional program: what it is for, how it is installed, what happens without it (all in Russian)."""

    name: str
    purpose: str
    without: str
    install: str
    commands: tuple[str, ...]


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
        "Debian: apt install tesseract-ocr tesseract-ocr-rus; Windows: установщик UB Mannheim с русским языком",
        ("tesseract",),
    ),
    Program(
        "LibreOffice",
        "RTF; DOC — вторым способом",
        "RTF не читается; DOC читается только через antiword",
        "Debian: apt install libreoffice-writer-nogui; Windows и macOS: libreoffice.org",
        ("soffice", "libreoffice"),
    ),
    Program(
        "antiword",
        "DOC (Word 97–2003)",
        "DOC читается только через LibreOffice, без сверки числа строк",
        "Debian: apt install antiword",
        ("antiword",),
    ),
)


def find_program(commands: Sequence[str]) -> str:
    """The path of the first of `commands` that is installed, '' when none is."""
    return next((found for command in commands if (found := shutil.which(command))), "")


def diagnose() -> list[Diagnosis]:
    """All optional programs, present or not."""
    return [_diagnose(program) for program in PROGRAMS]


def _diagnose(program: Program) -> Diagnosis:
    path = find_program(program.commands)
    note = _tesseract_note(path) if path and program.name == "tesseract" else ""
    return Diagnosis(program, path, note)


def _tesseract_note(path: str) -> str:
    try:
        listed = subprocess.run(
            [path, "--list-langs"], capture_output=True, text=True, encoding="utf-8", timeout=20, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"программа не запускается: {error}"
    return "" if "rus" in listed.stdout.split() else "нет русского языка (пакет tesseract-ocr-rus)"

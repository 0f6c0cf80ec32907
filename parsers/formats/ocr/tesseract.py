"""The program tesseract: a page image in, words with boxes and confidences out."""

from __future__ import annotations

import csv
import functools
import io
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from parsers.errors import ParseError
from parsers.formats.page.geometry import Word
from parsers.limits import SUBPROCESS_SECONDS
from parsers.programs import find_program

Image = NDArray[Any]
"""Pixels of 8 bits, rows from the top, 0 black: grey levels, or red, green and blue where a page has colours."""

LANGUAGE = "rus"
_BLOCK = "6"
"""tesseract's page segmentation mode for one block of text."""
_ATTEMPTS = 2
"""A machine short of memory may end the program once."""
_MISSING = (
    "Это скан, а распознавать его нечем: установите программу tesseract и русский язык к ней "
    "(Debian, Ubuntu: apt install tesseract-ocr tesseract-ocr-rus; Windows, macOS: покажет dorkarta doctor)"
)
_PRINTED = re.compile(r"[^\W_]|[№%+=*«»(),.:;/\-–—]")


@functools.cache
def tesseract() -> str | None:
    """The tesseract program of this computer, whatever languages it has."""
    return find_program("tesseract")


def reads_russian(found: str) -> bool:
    """Whether this tesseract has the data for Russian."""
    listed = subprocess.run(
        [found, "--list-langs"],
        capture_output=True,
        timeout=SUBPROCESS_SECONDS,
        cwd=Path(found).parent,
        check=False,
    )
    return LANGUAGE in listed.stdout.decode("utf-8", "replace").split()


@functools.cache
def program() -> str:
    """The path of tesseract with Russian. Raises ParseError that says what to install."""
    found = tesseract()
    if found is None or not reads_russian(found):
        raise ParseError(_MISSING, "open")
    return found


def is_installed() -> bool:
    """Whether pages can be recognised here."""
    try:
        return bool(program())
    except ParseError:
        return False


def lines_of(image: Image, dpi: float) -> list[list[Word]]:
    """The printed lines as words from left to right, with boxes in pixels and confidences 0..1.

    Raises ParseError without the program and where it fails twice.
    """
    lines: dict[tuple[str, str, str], list[Word]] = {}
    for line, word in _words(_recognise(image, dpi)):
        lines.setdefault(line, []).append(word)
    return list(lines.values())


def _recognise(image: Image, dpi: float) -> str:
    """tesseract's TSV of the image, which is given to it as PGM: nothing is compressed and no file is left behind."""
    height, width = image.shape
    command = [program(), "stdin", "stdout", "-l", LANGUAGE, "--oem", "1", "--psm", _BLOCK]
    command += ["--dpi", str(round(dpi)), "-c", "tessedit_do_invert=0", "tsv"]
    picture = f"P5 {width} {height} 255\n".encode() + np.ascontiguousarray(image).tobytes()
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    for _ in range(_ATTEMPTS):
        try:
            done = subprocess.run(
                command,
                input=picture,
                capture_output=True,
                timeout=SUBPROCESS_SECONDS,
                env=environment,
                cwd=Path(command[0]).parent,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise ParseError(f"Страница не распознана за {SUBPROCESS_SECONDS} секунд") from error
        if done.returncode == 0:
            return done.stdout.decode("utf-8", "replace")
    raise ParseError(f"Программа tesseract не смогла распознать страницу (код {done.returncode})")


def _words(table: str) -> Iterator[tuple[tuple[str, str, str], Word]]:
    """(line it stands in, word) for each word that has something printed in it."""
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        text = (row["text"] or "").strip()
        if row["level"] == "5" and _PRINTED.search(text):
            left, top, width, height = (int(row[name]) for name in ("left", "top", "width", "height"))
            confidence = max(float(row["conf"]), 0.0) / 100
            line = (row["block_num"], row["par_num"], row["line_num"])
            yield line, Word(text, left, top, left + width, top + height, -1, confidence)

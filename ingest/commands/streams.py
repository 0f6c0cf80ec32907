"""Standard output and error that never fail on a character: what the terminal's encoding lacks is written another way.

cp866 has no «», — and →, ASCII no Russian letters: text for people is then transcribed ('"', '-', '->', 'prikaz').
Text for programs is UTF-8 wherever it goes but to a terminal.
"""

from __future__ import annotations

import codecs
import sys
import unicodedata
from io import TextIOWrapper

from ingest.outputs.cleaned import cleaned

TRANSCRIBED = "dorkarta.transcribed"
"""Name of the error handler."""
_WRITTEN = {
    **dict.fromkeys("«»„“”", '"'),
    **dict.fromkeys("‘’‚", "'"),
    **dict.fromkeys("–—−‑", "-"),
    **dict.fromkeys("─━═╌", "-"),
    **dict.fromkeys("│┃║", "|"),
    **dict.fromkeys("┌┐└┘├┤┬┴┼┏┓┗┛┡┩╇╈╭╮╯╰", "+"),
    "…": "...",
    "→": "->",
    "№": "No",
    "•": "*",
    "₽": "руб.",
    "ё": "е",
    "Ё": "Е",
    "ь": "'",
    "ъ": '"',
    "\u00a0": " ",
}


def safe_streams() -> None:
    """Lets standard output and error transcribe what their encodings lack."""
    codecs.register_error(TRANSCRIBED, _transcribed)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=TRANSCRIBED)


def write_data(text: str) -> None:
    """Writes text for programs to standard output: UTF-8 to a pipe or a file; to a terminal cleaned, as that can."""
    if sys.stdout.isatty():
        sys.stdout.write(cleaned(text))
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", errors="replace"))
    sys.stdout.buffer.flush()


def _transcribed(error: UnicodeError) -> tuple[str, int]:
    """What stands for the characters that an encoding lacks."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = "".join(_spelled(letter, error.encoding) for letter in error.object[error.start : error.end])
    return text, error.end


def _spelled(letter: str, encoding: str) -> str:
    for spelling in (_WRITTEN.get(letter, ""), unicodedata.normalize("NFKD", letter), _latin(letter)):
        if spelling and _fits(spelling, encoding):
            return spelling
    return "?"


def _latin(letter: str) -> str:
    from warehouse.ids import transliterated

    latin = transliterated(letter)
    return latin.capitalize() if letter.isupper() else latin


def _fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True

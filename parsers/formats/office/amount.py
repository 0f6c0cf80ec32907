"""How much text a reader has made: a few bytes of a file may ask for gigabytes by repeats, references and spans."""

from __future__ import annotations

from dataclasses import dataclass

from parsers import limits
from parsers.errors import ParseError


@dataclass(slots=True)
class Amount:
    """Characters made of one file so far, on every system alike."""

    chars: int = 0

    def add(self, chars: int) -> None:
        """Counts more characters. Raises ParseError beyond the bound, which it names."""
        self.chars += chars
        if self.chars > limits.MAX_CHARS:
            million = limits.MAX_CHARS // 1_000_000
            raise ParseError(f"Файл не читается: его текст длиннее допустимого ({million} млн знаков), это не приказ.")

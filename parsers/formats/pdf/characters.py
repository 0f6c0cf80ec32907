"""The text layer of a PDF page as words with boxes, by few calls of pdfium.

A call per character is what a page costs most, so the text is fetched at once and only the first and the last character
of each word are asked for their boxes; a word is taken apart only where it stands across a line or a ruling.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Collection, Iterator
from statistics import median

import pypdfium2.raw as pdfium

from parsers.errors import ParseError
from parsers.formats.page.geometry import Matrix, Word, box_of, set_upright
from parsers.formats.pdf import calls, glyphs
from parsers.formats.pdf.calls import Handle, handle_of
from parsers.formats.pdf.char_boxes import CharBoxes
from parsers.formats.pdf.raised import with_marks_raised
from parsers.limits import MAX_PAGE_OBJECTS
from parsers.model import BBox

LINE_END_HYPHEN = "\ufffe"
"""Given by pdfium instead of a hyphen and the line break after it."""
_WORD = re.compile(r"[^\s\x00-\x1f\ufffe\ufeff]+\ufffe?")
_BOLD = re.compile(rb"bold|black|heavy|semibold|demi", re.IGNORECASE)
_SAMPLES = 24
_TALL, _TALLER = 1.4, 1.25
"""Of its size: a font with a greater ascent and descent has metrics that say nothing of its lines; of the usual height:
a word that may be of such a font."""
_TOUCHING = 0.22
"""Of its height: a narrower gap between the letters of a word set vertically is no blank."""
_OBLIQUE = 0.12
"""Quarters: text that is farther from upright and from lying on its side is set across the page."""
_ABOVE, _BELOW = 0.9, 0.22
"""What text takes above and below its base line, in its size."""


class TextLayer:
    """The characters of one loaded page. Close it before the page; nothing may be asked after that."""

    def __init__(self, page: ctypes.c_void_p) -> None:
        self._page = pdfium.FPDFText_LoadPage(page)
        if not self._page:
            raise ParseError("Текст страницы PDF не читается: страница повреждена")
        self._count = max(pdfium.FPDFText_CountChars(self._page), 0)
        if self._count > MAX_PAGE_OBJECTS:
            raise ParseError(f"На странице PDF больше {MAX_PAGE_OBJECTS} знаков")
        self._handle = handle_of(self._page)
        self.text = self._read_text()
        self._unmapped = -1
        self._boxes = CharBoxes(self._handle)
        self._quarters = 0
        self._bold: dict[Handle, bool] = {}

    def close(self) -> None:
        """Give the memory of the layer back."""
        pdfium.FPDFText_ClosePage(self._page)

    def quarters(self, default: int) -> int:
        """By how many clockwise quarters the page must be turned for most of its text to stand upright.

        `default` for a page without text.
        """
        starts = [match.start() for match in _WORD.finditer(self.text)]
        sample = starts[:: max(1, len(starts) // _SAMPLES)]
        turns = Counter(round(self._boxes.angle(index)) % 4 for index in sample)
        self._quarters = turns.most_common(1)[0][0] if turns else default
        return self._quarters

    def words(self, matrix: Matrix) -> tuple[list[Word], str]:
        """All words in the order of the file, in the coordinates that `matrix` leads to; `quarters` comes first.

        Words set across the page, watermarks, are no part of it: what they say comes second.
        """
        boxes = self._boxes
        boxes.matrix = matrix
        upright = boxes.is_upright
        found: list[Word] = []
        across: list[str] = []
        for match in _WORD.finditer(self.text):
            text, first, last = match.group(), match.start(), match.end() - 1
            if text[-1] == LINE_END_HYPHEN:
                text, last = text[:-1] + "-", max(first, last - 1)
            if upright and (box := boxes.level_word(first, last)):
                found.append(Word(text, *box, first))
            elif _is_oblique(angle := boxes.angle(first)):
                across.append(text)
            elif turn := (round(angle) - self._quarters) % 4:
                _append_joined(found, self._turned(text, first, turn))
            else:
                known = boxes.word(first, last)
                found.extend([Word(text, *known, first)] if known else self._by_characters(first, text))
        found = self._of_usual_height(found) if upright else [self._on_line(word) for word in found]
        return with_marks_raised(found, boxes.size), " ".join(across)

    def _turned(self, text: str, first: int, turn: int) -> Word:
        """A word that does not stand as most of the page does."""
        return _joined([(char, self._boxes.ink(first + at)) for at, char in enumerate(text)], first, turn)

    def cut(self, word: Word, edges: list[float]) -> list[Word]:
        """The word in pieces, parted at those of the vertical edges (ascending x) that its characters lie between."""
        pieces: dict[int, list[tuple[str, BBox]]] = {}
        for offset, char in enumerate(word.text):
            box = self._boxes.ink(word.first + offset)
            middle = (box[0] + box[2]) / 2
            pieces.setdefault(sum(edge <= middle for edge in edges), []).append((char, box))
        return [_joined(chars, word.first) for _, chars in sorted(pieces.items())]

    def unmapped(self) -> int:
        """Glyphs that the file gives no character for; asked before anything is hidden."""
        if self._unmapped < 0:
            self._unmapped = glyphs.unmapped(self._handle, self.text)
        return self._unmapped

    def glyphs(self) -> int:
        """The glyphs that the page paints, blanks not counted, whether or not the file says what they mean."""
        return glyphs.painted(self._handle, self.text, known=not self.unmapped())

    def hide(self, items: Collection[int]) -> str:
        """Take the characters of these objects (by address) out of the text; the words that they make."""
        hidden = [False] * self._count
        for index in range(self._count):
            hidden[index] = calls.object_of_char(self._handle, index) in items
        taken = "".join(char if gone else " " for char, gone in zip(self.text, hidden, strict=True))
        self.text = "".join(" " if gone else char for char, gone in zip(self.text, hidden, strict=True))
        return " ".join(_WORD.findall(taken))

    def is_bold(self, word: Word) -> bool:
        """Whether the font of the word's first character is bold by its name or its weight."""
        if word.first < 0:
            return False
        item = calls.object_of_char(self._handle, word.first)
        font: Handle = (calls.font_of(item) if item else None) or 0
        if (known := self._bold.get(font)) is None:
            self._bold[font] = known = self._has_bold_font(word.first)
        return known

    def _has_bold_font(self, index: int) -> bool:
        name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
        size = pdfium.FPDFText_GetFontInfo(self._page, index, name, 128, ctypes.byref(flags))
        bold_name = size and _BOLD.search(name.raw[: min(size, 128)])
        return bool(bold_name) or bool(pdfium.FPDFText_GetFontWeight(self._page, index) >= 700)

    def is_invisible(self, word: Word) -> bool:
        """Whether the word is not painted: the layer that OCR programs lay over a scan."""
        item = calls.object_of_char(self._handle, word.first)
        return bool(item) and calls.render_mode_of(item) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE

    def _read_text(self) -> str:
        """One character of the string for one of pdfium's: by single calls where the sizes differ."""
        buffer = (ctypes.c_ushort * (self._count + 1))()
        size = pdfium.FPDFText_GetText(self._page, 0, self._count, buffer)
        text = bytes(buffer)[: 2 * max(size - 1, 0)].decode("utf-16-le", "replace")
        if len(text) == self._count:
            return text
        codes = (calls.code_of(self._handle, index) for index in range(self._count))
        return "".join(chr(code) if 0 < code < 0xD800 or 0xDFFF < code < 0x110000 else " " for code in codes)

    def _of_usual_height(self, words: list[Word]) -> list[Word]:
        """Boxes of fonts with tall metrics (symbols, formulas) cut to the line that the characters stand on.

        Whether a font is one is asked for words taller than usual, and once for every height.
        """
        heights = [0.0 if word.turn else round(word.bottom - word.top, 1) for word in words]
        usual = _TALLER * median(heights) if heights else 0.0
        samples = dict(zip(heights, words, strict=True))
        tall = {height for height, word in samples.items() if height > usual or self._on_line(word) != word}
        if not tall:
            return words
        return [self._on_line(w) if height in tall else w for w, height in zip(words, heights, strict=True)]

    def _on_line(self, word: Word) -> Word:
        """The word within the height that text of its size takes above and below its base line.

        On a page that stands upright only where it is taller: elsewhere its box is that of its ink.
        """
        if word.turn:
            return word
        size = self._boxes.size(word.first)
        if size <= 0 or (self._boxes.is_upright and word.bottom - word.top <= _TALL * size):
            return word
        base = self._boxes.base(word.first)
        return word if base is None else word._replace(top=base - _ABOVE * size, bottom=base + _BELOW * size)

    def _by_characters(self, first: int, text: str) -> Iterator[Word]:
        """A word that runs over a line break without a blank: its part on each line."""
        piece: list[tuple[str, BBox]] = []
        start = first
        for offset, char in enumerate(text):
            box = self._boxes.loose(first + offset)
            if piece and abs(box[3] - piece[-1][1][3]) > (box[3] - box[1]) * 0.6:
                yield _joined(piece, start)
                piece, start = [], first + offset
            piece.append((char, box))
        yield _joined(piece, start)


def _is_oblique(quarters: float) -> bool:
    return abs(quarters - round(quarters)) > _OBLIQUE


def _append_joined(words: list[Word], word: Word) -> None:
    """Add a word set vertically; pdfium parts the letters of such words, so it is joined to one that it touches."""
    if words and words[-1].turn == word.turn:
        before, own = set_upright(words[-1]), set_upright(word)
        height = max(before.bottom - before.top, own.bottom - own.top)
        if min(before.bottom, own.bottom) > max(before.top, own.top) and abs(own.x0 - before.x1) < _TOUCHING * height:
            x0, top, x1, bottom = box_of([words[-1], word])
            words[-1] = words[-1]._replace(text=words[-1].text + word.text, x0=x0, top=top, x1=x1, bottom=bottom)
            return
    words.append(word)


def _joined(chars: list[tuple[str, BBox]], index: int, turn: int = 0) -> Word:
    x0, top, x1, bottom = zip(*(box for _, box in chars), strict=True)
    return Word("".join(char for char, _ in chars), min(x0), min(top), max(x1), max(bottom), index, turn=turn)

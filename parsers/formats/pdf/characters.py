"""The text layer of a PDF page as words with boxes, by few calls of pdfium.

A call per character is what a page costs most, so the text is fetched at once and only the first and the last character
of each word are asked for their boxes; a word is taken apart only where it stands across a line or a ruling.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Collection, Iterator
from statistics import median

import pypdfium2.raw as pdfium

from parsers.errors import ParseError
from parsers.formats.page.geometry import IDENTITY, Matrix, Word, box_of, set_upright, transform
from parsers.limits import MAX_PAGE_OBJECTS
from parsers.model import BBox

LINE_END_HYPHEN = "\ufffe"
"""Given by pdfium instead of a hyphen and the line break after it."""
_WORD = re.compile(r"[^\s\x00-\x1f\ufffe\ufeff]+\ufffe?")
_BLANK = re.compile(r"[\s\x00-\x1f\ufeff]")
_BOLD = re.compile(rb"bold|black|heavy|semibold|demi", re.IGNORECASE)
_SAMPLES = 24
_EVERY = 8
"""Of so many glyphs one is asked whether the file says what it means: words of a font that doesn't are longer."""
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
        self.text = self._read_text()
        self._matrix = IDENTITY
        self._quarters = 0
        self._angles: dict[int, float] = {}
        self._char_matrix = pdfium.FS_MATRIX()
        self._char_matrix_ref = ctypes.byref(self._char_matrix)
        self._rect = pdfium.FS_RECTF()
        self._rect_ref = ctypes.byref(self._rect)
        self._edges = tuple(ctypes.c_double() for _ in range(4))
        self._edge_refs = tuple(ctypes.byref(edge) for edge in self._edges)

    def close(self) -> None:
        """Give the memory of the layer back."""
        pdfium.FPDFText_ClosePage(self._page)

    def quarters(self, default: int) -> int:
        """By how many clockwise quarters the page must be turned for most of its text to stand upright.

        `default` for a page without text.
        """
        starts = [match.start() for match in _WORD.finditer(self.text)]
        sample = starts[:: max(1, len(starts) // _SAMPLES)]
        turns = Counter(round(self._angle(index)) % 4 for index in sample)
        self._quarters = turns.most_common(1)[0][0] if turns else default
        return self._quarters

    def words(self, matrix: Matrix) -> list[Word]:
        """All words in the order of the file, in the coordinates that `matrix` leads to; `quarters` comes first."""
        self._matrix = matrix
        loose = matrix[0] == 1.0
        found: list[Word] = []
        for match in _WORD.finditer(self.text):
            first, last = match.start(), match.end() - 1
            text = match.group()
            if text[-1] == LINE_END_HYPHEN:
                text = text[:-1] + "-"
                last = max(first, last - 1)
            if turn := (round(self._angle(first)) - self._quarters) % 4:
                _append_joined(found, self._turned(text, first, turn))
                continue
            box = self._word_box(first, last, matrix, loose)
            found.extend([Word(text, *box, first)] if box else self._by_characters(first, text, matrix))
        return self._of_usual_height(found) if loose else [self._on_line(word) for word in found]

    def across(self) -> str:
        """Take words set across the page, watermarks, out of the text: what they say."""
        taken: list[str] = []
        for match in list(_WORD.finditer(self.text)):
            angle = self._angle(match.start())
            if abs(angle - round(angle)) > _OBLIQUE:
                taken.append(match.group())
                blank = " " * len(match.group())
                self.text = self.text[: match.start()] + blank + self.text[match.end() :]
        return " ".join(taken)

    def _turned(self, text: str, first: int, turn: int) -> Word:
        """A word that does not stand as most of the page does."""
        return _joined([(char, self._box(first + at, self._matrix)) for at, char in enumerate(text)], first, turn)

    def cut(self, word: Word, edges: list[float]) -> list[Word]:
        """The word in pieces, parted at those of the vertical edges (ascending x) that its characters lie between."""
        pieces: dict[int, list[tuple[str, BBox]]] = {}
        for offset, char in enumerate(word.text):
            box = self._box(word.first + offset, self._matrix)
            middle = (box[0] + box[2]) / 2
            pieces.setdefault(sum(edge <= middle for edge in edges), []).append((char, box))
        return [_joined(chars, word.first) for _, chars in sorted(pieces.items())]

    def hide(self, items: Collection[int]) -> str:
        """Take the characters of these objects (by address) out of the text; the words that they make."""
        hidden = [False] * self._count
        for index in range(self._count):
            item = pdfium.FPDFText_GetTextObject(self._page, index)
            hidden[index] = (ctypes.cast(item, ctypes.c_void_p).value or 0) in items
        taken = "".join(char if gone else " " for char, gone in zip(self.text, hidden, strict=True))
        self.text = "".join(" " if gone else char for char, gone in zip(self.text, hidden, strict=True))
        return " ".join(_WORD.findall(taken))

    def glyphs(self) -> int:
        """The glyphs that the page paints, blanks not counted, whether or not the file says what they mean."""
        blanks = [match.start() for match in _BLANK.finditer(self.text)]
        return int(self._count - sum(map(self._is_blank, blanks)))

    def unmapped(self) -> int:
        """Glyphs that the file gives no character for: what pdfium makes of them is a guess or nothing."""
        asked = pdfium.FPDFText_HasUnicodeMapError
        if all(asked(self._page, index) != 1 for index in range(0, self._count, _EVERY)):
            return 0
        return sum(asked(self._page, index) == 1 for index in range(self._count))

    def _is_blank(self, index: int) -> bool:
        if pdfium.FPDFText_IsGenerated(self._page, index) == 1:
            return True
        if pdfium.FPDFText_HasUnicodeMapError(self._page, index) == 1:
            return False
        return chr(min(pdfium.FPDFText_GetUnicode(self._page, index), 0x10FFFF)).isspace()

    def is_bold(self, word: Word) -> bool:
        """Whether the font of the word's first character is bold by its name or its weight."""
        if word.first < 0:
            return False
        name, flags = ctypes.create_string_buffer(128), ctypes.c_int()
        size = pdfium.FPDFText_GetFontInfo(self._page, word.first, name, 128, ctypes.byref(flags))
        bold_name = size and _BOLD.search(name.raw[: min(size, 128)])
        return bool(bold_name) or bool(pdfium.FPDFText_GetFontWeight(self._page, word.first) >= 700)

    def is_invisible(self, word: Word) -> bool:
        """Whether the word is not painted: the layer that OCR programs lay over a scan."""
        item = pdfium.FPDFText_GetTextObject(self._page, word.first)
        return bool(item) and pdfium.FPDFTextObj_GetTextRenderMode(item) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE

    def _read_text(self) -> str:
        """One character of the string for one of pdfium's: by single calls where the sizes differ."""
        buffer = (ctypes.c_ushort * (self._count + 1))()
        size = pdfium.FPDFText_GetText(self._page, 0, self._count, buffer)
        text = bytes(buffer)[: 2 * max(size - 1, 0)].decode("utf-16-le", "replace")
        if len(text) == self._count:
            return text
        codes = (pdfium.FPDFText_GetUnicode(self._page, index) for index in range(self._count))
        return "".join(chr(code) if 0 < code < 0xD800 or 0xDFFF < code < 0x110000 else " " for code in codes)

    def _angle(self, index: int) -> float:
        """In quarters, counterclockwise from the x axis of the page; FPDFText_GetCharAngle counts it the other way."""
        if (known := self._angles.get(index)) is not None:
            return known
        self._angles[index] = angle = self._seen_angle(index)
        return angle

    def _seen_angle(self, index: int) -> float:
        matrix = self._char_matrix
        if not pdfium.FPDFText_GetMatrix(self._page, index, self._char_matrix_ref) or (matrix.b == 0 < matrix.a):
            return 0.0
        return math.atan2(matrix.b, matrix.a) / (math.pi / 2)

    def _word_box(self, first: int, last: int, matrix: Matrix, loose: bool) -> BBox | None:
        """The box around the first and the last character; None where they do not stand on one line."""
        start = self._loose_box(first, matrix) if loose else self._box(first, matrix)
        if first == last:
            return start
        end = self._loose_box(last, matrix) if loose else self._box(last, matrix)
        height = start[3] - start[1]
        if loose and abs(end[3] - start[3]) > max(height, 4.0) * 0.6:
            return None
        return (min(start[0], end[0]), min(start[1], end[1]), max(start[2], end[2]), max(start[3], end[3]))

    def _loose_box(self, index: int, matrix: Matrix) -> BBox:
        """From the font's ascent to its descent and over the whole advance; of a turned character, its ink."""
        rect = self._rect
        pdfium.FPDFText_GetLooseCharBox(self._page, index, self._rect_ref)
        left, right, top, bottom = rect.left, rect.right, rect.top, rect.bottom
        if right - left < 0.1 or top - bottom < 1.0:
            return self._box(index, matrix)
        x, y = matrix[4], matrix[5]
        return (left + x, y - top, right + x, y - bottom)

    def _box(self, index: int, matrix: Matrix) -> BBox:
        left, right, bottom, top = self._edges
        pdfium.FPDFText_GetCharBox(self._page, index, *self._edge_refs)
        return transform(matrix, (left.value, bottom.value, right.value, top.value))

    def _of_usual_height(self, words: list[Word]) -> list[Word]:
        """Boxes of fonts with tall metrics (symbols, formulas) cut to the line that the characters stand on.

        Whether a font is one is asked for words taller than usual, and once for every height.
        """
        heights = [0.0 if word.turn else round(word.bottom - word.top, 1) for word in words]
        usual = _TALLER * median(heights) if heights else 0.0
        samples = dict(zip(heights, words, strict=True))
        tall = {height for height, word in samples.items() if height > usual or self._on_line(word) != word}
        return [self._on_line(w) if height in tall else w for w, height in zip(words, heights, strict=True)]

    def _on_line(self, word: Word) -> Word:
        """The word within the height that text of its size takes above and below its base line.

        On a page that stands upright only where it is taller: elsewhere its box is that of its ink.
        """
        if word.turn:
            return word
        matrix, x, y = self._char_matrix, ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetMatrix(self._page, word.first, self._char_matrix_ref)
        size = pdfium.FPDFText_GetFontSize(self._page, word.first) * math.hypot(matrix.c, matrix.d)
        upright = self._matrix[0] == 1.0
        if size <= 0 or (upright and word.bottom - word.top <= _TALL * size):
            return word
        if not pdfium.FPDFText_GetCharOrigin(self._page, word.first, ctypes.byref(x), ctypes.byref(y)):
            return word
        base = self._matrix[1] * x.value + self._matrix[3] * y.value + self._matrix[5]
        return word._replace(top=base - _ABOVE * size, bottom=base + _BELOW * size)

    def _by_characters(self, first: int, text: str, matrix: Matrix) -> Iterator[Word]:
        """A word that runs over a line break without a blank: its part on each line."""
        piece: list[tuple[str, BBox]] = []
        start = first
        for offset, char in enumerate(text):
            box = self._loose_box(first + offset, matrix)
            if piece and abs(box[3] - piece[-1][1][3]) > (box[3] - box[1]) * 0.6:
                yield _joined(piece, start)
                piece, start = [], first + offset
            piece.append((char, box))
        yield _joined(piece, start)


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

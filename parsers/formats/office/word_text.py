"""The text of a DOCX paragraph as it is printed: tracked changes accepted, fields as their results, text boxes once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from parsers.formats.office.numerals import symbol
from parsers.formats.office.word_fields import FieldNumbers, Fields
from parsers.formats.office.word_styles import VAL, Styles, W, switch
from parsers.text.entering import raised

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
DROPPED = frozenset(
    [f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "instrText", "delInstrText")]
    + [f"{W}{name}" for name in ("delText", "footnoteReference", "endnoteReference", "annotationRef", "rt", "tblPr")]
    + [f"{W}{name}" for name in ("footnoteRef", "endnoteRef", "separator", "continuationSeparator", "ffData")]
)
"""Elements that print nothing: what a tracked change removed, field codes, marks of notes, ruby over the text."""
BREAKS = {f"{W}br": "\n", f"{W}cr": "\n", f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}noBreakHyphen": "-"}


@dataclass(slots=True)
class Text:
    """What a paragraph prints. breaks: rendered page breaks inside it, first: one stands before any text.

    boxes: contents of text boxes anchored in it (w:txbxContent). struck: what is struck out, which is no part of it.
    """

    pieces: list[str] = field(default_factory=list)
    bold: bool = True
    breaks: int = 0
    breaks_first: int = 0
    boxes: list[Any] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    objects: list[Any] = field(default_factory=list)
    """Embedded objects (w:object), as sheets of Excel."""

    @property
    def string(self) -> str:
        """The whole text."""
        return "".join(self.pieces)


class TextReader:
    """Reads paragraphs; `styles` tell what is hidden and what is bold."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._numbers = FieldNumbers()

    def read(self, paragraph: Any, style_id: str | None) -> Text:
        """The text of a paragraph with the given style."""
        text, fields = Text(), Fields()
        self._walk(paragraph, text, fields, style_id)
        if fields.in_code:
            text = Text()
            self._walk(paragraph, text, Fields(broken=True), style_id)
        text.bold = text.bold and any(piece.strip() for piece in text.pieces)
        return text

    def _walk(self, element: Any, text: Text, fields: Fields, style_id: str | None) -> None:
        for child in element:
            tag = child.tag
            if tag == f"{W}r":
                self._run(child, text, fields, style_id)
            elif tag == f"{MC}AlternateContent":
                self._walk(_alternative(child), text, fields, style_id)
            elif tag == f"{M}t":
                text.pieces.append(child.text or "")
            elif tag == f"{W}fldSimple" and not len(child):
                text.pieces.append(self._numbers.result(child.get(f"{W}instr", "")))
            elif tag not in DROPPED:
                self._walk(child, text, fields, style_id)

    def _run(self, run: Any, text: Text, fields: Fields, style_id: str | None) -> None:
        properties = run.find(f"{W}rPr")
        if self._states(properties, style_id, "vanish"):
            return
        before = len(text.pieces)
        self._parts(run, text, fields, style_id)
        if self._states(properties, style_id, "strike") or self._states(properties, style_id, "dstrike"):
            text.struck += text.pieces[before:]
            del text.pieces[before:]
        elif _is_raised(properties):
            text.pieces[before:] = [raised("".join(text.pieces[before:]))]
        if any(piece.strip() for piece in text.pieces[before:]):
            text.bold = text.bold and self._states(properties, style_id, "b")

    def _parts(self, run: Any, text: Text, fields: Fields, style_id: str | None) -> None:
        for part in run:
            tag = part.tag
            if tag == f"{W}fldChar":
                text.pieces.append(self._numbers.result(fields.turn(part.get(f"{W}fldCharType"))))
            elif tag == f"{W}instrText":
                fields.add_code(part.text or "")
            elif tag == f"{W}lastRenderedPageBreak":
                text.breaks += 1
                text.breaks_first += not any(piece.strip() for piece in text.pieces)
            elif tag == f"{W}txbxContent":
                text.boxes.append(part)
            elif tag == f"{W}object":
                text.objects.append(part)
            elif tag == f"{MC}AlternateContent":
                self._parts(_alternative(part), text, fields, style_id)
            elif fields.in_code or tag in DROPPED:
                continue
            elif tag == f"{W}t":
                text.pieces.append(_characters(part))
            elif tag in BREAKS:
                text.pieces.append(BREAKS[tag])
            elif tag == f"{W}sym":
                text.pieces.append(_symbol(part))
            elif len(part):
                self._parts(part, text, fields, style_id)

    def _states(self, properties: Any | None, style_id: str | None, name: str) -> bool:
        """A toggle of a run: its own, else its character style's, else its paragraph style's."""
        if properties is not None:
            own = switch(properties, name)
            if own is not None:
                return own
            style = properties.find(f"{W}rStyle")
            named = self._styles.toggle(style.get(VAL), name) if style is not None else None
            if named is not None:
                return named
        return bool(self._styles.toggle(style_id, name))


def _is_raised(properties: Any | None) -> bool:
    raise_by = properties.find(f"{W}vertAlign") if properties is not None else None
    return raise_by is not None and raise_by.get(VAL) == "superscript"


def _alternative(element: Any) -> Any:
    """The Choice of an AlternateContent, else its Fallback: the same content stands in both."""
    choice = element.find(f"{MC}Choice")
    return choice if choice is not None else next(iter(element.iterfind(f"{MC}Fallback")), ())


def _characters(element: Any) -> str:
    raw = (element.text or "").replace("\u00ad", "").replace("\n", " ")
    return raw if element.get(SPACE) == "preserve" else raw.strip()


def _symbol(element: Any) -> str:
    try:
        code = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        return ""
    return symbol(chr(code)) if 0 < code < 0x10000 else ""

"""PDF: what is read is what is seen; words nobody sees are told, notes and form fields are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from parsers.formats import pdf_file as pdf
from parsers.formats.page.geometry import Marks, Ruling, Word
from parsers.formats.pdf.reader import ACROSS, UNSEEN
from parsers.formats.pdf.signature_stamp import without_stamps
from parsers.model import Document, Grid
from parsers.text.entering import entered
from parsers.text.lost_text import STRUCK
from tests.support.pdf_builder import TABLE, one_page, written

FONT = b"/Resources<</Font<</F 3 0 R>>/Properties<</Off 6 0 R/On 7 0 R>>>>"


def layered(folder: Path, content: bytes, more: bytes = b"", *others: bytes) -> Path:
    """A page with a layer that is switched off and one that is on; `others` are objects from number 8 on."""
    return written(folder, [
        b"<</Type/Catalog/Pages 2 0 R/OCProperties<</OCGs[6 0 R 7 0 R]/D<</OFF[6 0 R]>>>>>>",
        b"<</Type/Pages/Kids[4 0 R]/Count 1>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 600]/Contents 5 0 R%s%s>>" % (FONT, more),
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/OCG/Name(Old)>>",
        b"<</Type/OCG/Name(New)>>",
        *others,
    ])  # fmt: skip


def texts(document: Document) -> list[str]:
    return [cell.text for block in document.blocks if isinstance(block, Grid) for cell in block.cells]


ADDED = b"BT /F 10 Tf 1 0 0 1 160 465 Tm (old) Tj ET "
UNSEEN_WAYS = {
    "not painted": TABLE + b"BT 3 Tr /F 10 Tf 1 0 0 1 160 465 Tm (old) Tj ET",
    "white on white": TABLE + b"1 g " + ADDED,
    "under a patch": ADDED + b"1 g 155 460 100 15 re f 0 g " + TABLE,
    "under a patch but for the tip of a letter": ADDED + b"1 g 155 460 19.2 15 re f 0 g " + TABLE,
    "in a layer switched off": TABLE + b"/OC /Off BDC " + ADDED + b"EMC",
    "in a layer switched off under other words": TABLE + b"/OC /Off BDC BT /F 10 Tf 1 0 0 1 160 480 Tm (old) Tj ET EMC",
}
SEEN_WAYS = {
    "white on black": TABLE + b"0 g 155 460 100 15 re f 1 g " + ADDED,
    "in a layer switched on": TABLE + b"/OC /On BDC " + ADDED + b"EMC",
    "over a patch": TABLE + b"0.9 g 155 460 100 15 re f 0 g " + ADDED,
    "under a frame": TABLE + ADDED + b"155 460 100 15 re S",
}


@pytest.mark.parametrize("way", UNSEEN_WAYS)
def test_what_nobody_sees_is_not_read_but_told(tmp_path: Path, way: str) -> None:
    document = pdf.read(layered(tmp_path, UNSEEN_WAYS[way]))
    assert texts(document) == ["one", "two", "three", "four"]
    assert [(left.text, left.why) for left in document.leftovers] == [("old", UNSEEN)]


@pytest.mark.parametrize("way", SEEN_WAYS)
def test_what_is_seen_is_read_whatever_it_stands_on(tmp_path: Path, way: str) -> None:
    document = pdf.read(layered(tmp_path, SEEN_WAYS[way]))
    assert texts(document)[1].split() == ["two", "old"]
    assert not document.leftovers


NOTE = b"BT /F 10 Tf 0 0 0 rg 2 5 Td (May) Tj ET"
PAINTED = (
    b"<</Type/XObject/Subtype/Form/BBox[0 0 100 20]/Resources<</Font<</F 3 0 R>>>>/Length %d>>stream\n%s\nendstream"
)
TYPED = {
    "a field of a form": b"/Subtype/Widget/FT/Tx/V(May)/T(when)",
    "a typed note": b"/Subtype/FreeText/Contents(May)/DA(/F 10 Tf 0 g)",
}


@pytest.mark.parametrize("kind", TYPED)
def test_typed_annotations_are_read_where_they_stand(tmp_path: Path, kind: str) -> None:
    about = b"<</Type/Annot/F 4/Rect[158 455 258 475]/AP<</N 9 0 R>>%s>>" % TYPED[kind]
    path = layered(tmp_path, TABLE, b"/Annots[8 0 R]", about, PAINTED % (len(NOTE), NOTE))
    assert texts(pdf.read(path))[1].split() == ["two", "May"]


def test_a_comment_of_a_reader_is_no_text_of_the_page(tmp_path: Path) -> None:
    about = b"<</Type/Annot/F 4/Rect[158 455 258 475]/Subtype/Text/Contents(ask her)>>"
    assert texts(pdf.read(layered(tmp_path, TABLE, b"/Annots[8 0 R]", about))) == ["one", "two", "three", "four"]


def test_a_damaged_page_is_lost_alone_and_told(tmp_path: Path) -> None:
    content = b"<</Length %d>>stream\n%s\nendstream" % (len(TABLE), TABLE)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 600]/Contents 5 0 R/Resources<</Font<</F 3 0 R>>>>>>"
    path = written(tmp_path, [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[4 0 R 9 0 R 6 0 R]/Count 3>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        page,
        content,
        page,
    ])  # fmt: skip
    document = pdf.read(path)
    assert texts(document) == 2 * ["one", "two", "three", "four"]
    assert [(left.text, left.locator.page) for left in document.leftovers] == [("[страница 2]", 2)]
    assert "повреждена" in document.leftovers[0].why


VERTICAL = {
    "upwards": (b"0 1 -1 0 180 455 Tm (Plan of) Tj 0 1 -1 0 192 455 Tm (year) Tj", "Plan of year"),
    "downwards": (b"0 -1 1 0 192 495 Tm (Plan of) Tj 0 -1 1 0 180 495 Tm (year) Tj", "Plan of year"),
    "by the letter": (b"0 1 -1 0 180 455 Tm (P) Tj (l) Tj (a) Tj (n) Tj", "Plan"),
}


@pytest.mark.parametrize("way", VERTICAL)
def test_a_cell_set_vertically_is_read_along_its_lines(tmp_path: Path, way: str) -> None:
    set_so, text = VERTICAL[way]
    content = TABLE.replace(b"1 0 0 1 160 480 Tm (two) Tj", set_so)
    assert texts(pdf.read(one_page(tmp_path, content))) == ["one", text, "three", "four"]


SET_ACROSS = {
    "steep": (b"0.7 0.7 -0.7 0.7", b"DRAFT"),
    "gentle": (b"0.978 0.208 -0.208 0.978", b"DRAFT"),
    "downwards": (b"0.9 -0.44 0.44 0.9", b"DRAFT"),
    "two letters, of which one reaches below the line": (b"0.978 0.208 -0.208 0.978", b"Ap"),
    "a letter": (b"0.978 0.208 -0.208 0.978", b"X"),
}


@pytest.mark.parametrize("way", SET_ACROSS)
def test_a_watermark_across_the_page_scrambles_no_cell(tmp_path: Path, way: str) -> None:
    matrix, says = SET_ACROSS[way]
    document = pdf.read(one_page(tmp_path, TABLE + b"BT /F 60 Tf %s 60 400 Tm (%s) Tj ET" % (matrix, says)))
    assert texts(document) == ["one", "two", "three", "four"]
    assert [(left.text, left.why) for left in document.leftovers] == [(says.decode(), ACROSS)]


def test_the_stamp_of_a_signature_scrambles_no_cell_and_is_noise(tmp_path: Path) -> None:
    names = "ДОКУМЕНТ ПОДПИСАН", "ЭЛЕКТРОННОЙ ПОДПИСЬЮ", "Сертификат 00A1B2C3D4E5", "Владелец Иванов Иван"
    words = [Word(text, 60, 80, 90, 90, n) for n, text in enumerate(("Провести", "совещание"))]
    words += [
        Word(text, 100 + 40 * column, 84 + 10 * line, 138 + 40 * column, 92 + 10 * line)
        for line, name in enumerate(names)
        for column, text in enumerate(name.split())
    ]
    words.append(Word("май", 300, 80, 330, 90))
    frame = (Ruling(80, 95, 230), Ruling(126, 95, 230))
    marks = Marks(horizontals=(*frame, Ruling(70, 50, 400)), verticals=(Ruling(95, 80, 126), Ruling(230, 80, 126)))
    kept, left, stamps = without_stamps(words, marks)
    assert [word.text for word in kept] == ["Провести", "совещание", "май"]
    assert left == Marks(horizontals=(Ruling(70, 50, 400),))
    assert [stamp.text for stamp in stamps] == [" ".join(names)]


def test_a_sentence_about_signatures_is_no_stamp() -> None:
    text = "Проверить, что каждый документ подписан электронной подписью директора школы"
    words = [Word(word, 60 + 40 * n, 80, 98 + 40 * n, 90) for n, word in enumerate(text.split())]
    assert without_stamps(words, Marks()) == (words, Marks(), ())


STRIKING = {
    "a stroke": (b"", b"158 483 m 178 483 l S"),
    "a thin rectangle": (b"", b"158 482.7 20 0.6 re f"),
    "a mark of a reader": (b"/Annots[8 0 R]", b""),
}
MARK = b"<</Type/Annot/Subtype/StrikeOut/F 4/Rect[158 476 178 492]/QuadPoints[158 492 178 492 158 476 178 476]>>"


@pytest.mark.parametrize("way", STRIKING)
def test_what_is_struck_out_is_removed_text_and_told(tmp_path: Path, way: str) -> None:
    more, drawn = STRIKING[way]
    document = pdf.read(layered(tmp_path, TABLE + b"BT /F 10 Tf 1 0 0 1 160 465 Tm (new) Tj ET " + drawn, more, MARK))
    assert texts(document) == ["one", "new", "three", "four"]
    assert [(left.text, left.why) for left in document.leftovers] == [("two", STRUCK)]


RAISED = {
    "after a word": (b"(two) Tj 7 TL 0 4 Td /F 6 Tf 17 0 Td (1) Tj", "two", ["¹"]),
    "after a word, with a bracket": (b"(two) Tj 0 4 Td /F 6 Tf 17 0 Td (12\\)) Tj", "two", ["¹²⁾"]),
    "without a gap": (b"(two) Tj /F 6 Tf 4 Ts (1) Tj 0 Ts", "two", ["¹"]),
    "after a unit": (b"(20 m) Tj /F 6 Tf 4 Ts (2) Tj 0 Ts", "20 m²", []),
    "no smaller than the word": (b"(two1) Tj", "two1", []),
}


@pytest.mark.parametrize("way", RAISED)
def test_a_small_raised_number_after_a_word_is_the_mark_of_a_footnote(tmp_path: Path, way: str) -> None:
    printed, text, marks = RAISED[way]
    content = TABLE.replace(b"(two) Tj", printed + b" /F 10 Tf")
    document = entered(pdf.read(one_page(tmp_path, content)))
    assert texts(document) == ["one", text, "three", "four"]
    assert [noise.text for noise in document.noise] == marks


def test_what_is_underlined_stands(tmp_path: Path) -> None:
    assert texts(pdf.read(one_page(tmp_path, TABLE + b"158 478.5 m 178 478.5 l S")))[1] == "two"

"""No way to read a pasted text loses a letter of it in silence: counted in the text itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ingest.orders.hints import language_hints
from parsers.formats.plain.whole import whole
from parsers.formats.text import read_text
from parsers.model import Document, Grid, Locator, NoiseKind, Paragraph

CASES = Path(__file__).parents[1] / "cases" / "reading.jsonl"
TEXTS = [
    pytest.param(case["text"], id=case["id"])
    for case in map(json.loads, CASES.read_text(encoding="utf-8").splitlines())
    if "text" in case
]


@pytest.mark.parametrize("text", TEXTS)
def test_every_reading_of_a_text_holds_all_its_letters(text: str) -> None:
    document = read_text(text)
    others = [other.read(language_hints()) for other in document.alternatives]
    assert [item.text for read in (document, *others) if read for item in read.leftovers] == []


@pytest.mark.parametrize(
    ("read", "lost"),
    [
        ("План\n1 | Анализ | май", []),
        ("План\n1 Анализ", [("май", 2)]),
        ("1 Анализ май", [("План", 1)]),
        ("План 1 | Анализ | май\n| ---", []),
    ],
)
def test_what_a_reading_lacks_is_told_with_its_line(read: str, lost: list[tuple[str, int]]) -> None:
    document = Document("text/plain", (Paragraph(read),), source_chars=10)
    found = whole(document, "<b>План</b>\n| 1 | Анализ | **май** |\n| --- | --- | --- |")
    assert [(item.text.strip("*"), item.locator.line) for item in found.leftovers] == lost
    assert found.source_chars > 10 or not lost


@pytest.mark.parametrize(
    ("text", "captions"),
    [
        (
            "План на 2024 год\n1. Провести слёт.\nСрок: май 2024 г.\nОтв.: архив\n\n"
            "2. Издать сборник.\nСрок: июнь 2024 г.\nОтв.: архив\n",
            [("Срок:", 3), ("Отв.:", 4), ("Срок:", 7), ("Отв.:", 8)],
        ),
        (
            "План\n\n№\n\nМероприятия\n\nСроки\n\nИсполнители\n\n1\n\n2\n\n3\n\n4\n\n"
            "1.\n\nАнализ\n\nмай 2024\n\nРЦОИ\n\n2.\n\nОбзор\n\nиюнь 2024\n\nРЦОИ\n",
            [("1", 11), ("2", 13), ("3", 15), ("4", 17)],
        ),
    ],
    ids=["labels of paragraphs", "numbers of columns"],
)
def test_captions_printed_again_are_noise_with_their_lines(text: str, captions: list[tuple[str, int]]) -> None:
    document = read_text(text)
    others = [other.read(language_hints()) for other in document.alternatives]
    found = [
        [(item.text, item.locator.line) for item in read.noise if item.kind is NoiseKind.CAPTION]
        for read in (document, *others)
        if read and any(isinstance(block, Grid) for block in read.blocks)
    ]
    assert captions in found
    assert Locator(line=1) not in (item.locator for read in (document, *others) if read for item in read.noise)

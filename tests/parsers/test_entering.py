"""Where texts enter: composed letters, no lone halves, no marks of footnotes, whatever the format."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from parsers.model import Grid
from parsers.registry import read_document
from parsers.text.entering import LOWERED, composed, raised

PLAN = "Май: приём заявлений й ё"


@pytest.mark.parametrize(
    ("printed", "kept", "marks"),
    [
        ("май 2024 года¹", "май 2024 года", ["¹"]),
        ("до 15.05.2024²", "до 15.05.2024", ["²"]),
        ("Выпускники ОО¹² и СПО", "Выпускники ОО и СПО", ["¹²"]),
        ("«Сад»¹, школы²⁾", "«Сад», школы", ["¹", "²⁾"]),
        ("120 м², в 10⁰⁰, 5 км³", "120 м², в 10⁰⁰, 5 км³", []),
        ("¹ При наличии заявок", "¹ При наличии заявок", []),
    ],
)
def test_a_raised_number_after_a_word_is_the_mark_of_a_footnote(
    tmp_path: Path, printed: str, kept: str, marks: list[str]
) -> None:
    path = tmp_path / "order.html"
    path.write_text(f"<table><tr><td>№<td>Что<td>Срок<tr><td>1<td>Анализ<td>{printed}</table>", encoding="utf-8")
    document = read_document(path)
    (grid,) = (block for block in document.blocks if isinstance(block, Grid))
    assert grid.cells[-1].text == kept
    assert [one.text for one in document.noise] == marks
    assert all(one.locator == grid.cells[-1].locator for one in document.noise)


@pytest.mark.parametrize(
    ("text", "shown"), [("1", "¹"), ("[12]", "⁅¹²⁆"), ("2)", "²⁾"), ("го", "го"), ("00", "⁰⁰"), ("123", "123")]
)
def test_small_numbers_are_raised(text: str, shown: str) -> None:
    assert raised(text) == shown
    assert raised(text).translate(LOWERED) == text  # so that what the file holds is found in what was read


@pytest.mark.parametrize("ending", ["txt", "html", "csv", "md"])
def test_letters_are_composed_and_places_kept(tmp_path: Path, ending: str) -> None:
    lines = ["№;Мероприятие;Срок"] + [f"{number};{PLAN};май" for number in range(1, 4)]
    text = "\n".join(lines) if ending != "html" else f"<p>{PLAN}</p>"
    path = tmp_path / f"order.{ending}"
    documents = []
    for form in ("NFC", "NFD"):
        path.write_text(unicodedata.normalize(form, text), encoding="utf-8")  # type: ignore[arg-type]
        documents.append(read_document(path))
    assert documents[0].blocks == documents[1].blocks
    assert PLAN in str(documents[1].blocks)


def test_a_half_of_a_character_is_shown_as_damage() -> None:
    assert composed("май \ud83d") == "май \ufffd"

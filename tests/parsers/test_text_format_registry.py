"""Which format a file is in: told by its content; what cannot be opened is one clear line."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from parsers import limits, registry
from parsers.errors import ParseError
from parsers.formats import text


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def refusal(path: Path) -> ParseError:
    with pytest.raises(ParseError) as refused:
        registry.read_document(path)
    assert str(refused.value).endswith(".")
    assert "\n" not in str(refused.value)
    return refused.value


def test_every_format_offers_what_the_registry_asks() -> None:
    formats = registry.known_formats()
    assert text in formats
    for module in formats:
        assert isinstance(module.MEDIA_TYPE, str)
        assert int(module.claims(b"\xff\xfa" * 100, "x.bin")) >= 0


def test_a_text_is_read(tmp_path: Path) -> None:
    path = write(tmp_path / "приказ.docx", "ПРИКАЗ\n".encode())
    assert registry.read_document(path).media_type == "text/plain"


def test_content_decides_not_the_ending(tmp_path: Path) -> None:
    path = write(tmp_path / "приказ.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n")
    assert registry.claimant(path, registry.head_of(path)).MEDIA_TYPE == "application/pdf"


def test_missing_file(tmp_path: Path) -> None:
    assert refusal(tmp_path / "нет.txt").stage == "open"


def test_folder(tmp_path: Path) -> None:
    assert "папка" in str(refusal(tmp_path))


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\x00" * 100])
def test_empty_file(tmp_path: Path, data: bytes) -> None:
    assert "пуст" in str(refusal(write(tmp_path / "пустой.txt", data)))


@pytest.mark.parametrize("seed", range(5))
def test_random_bytes(tmp_path: Path, seed: int) -> None:
    assert refusal(write(tmp_path / "шум.txt", random.Random(seed).randbytes(5000))).stage in ("open", "read")


def test_a_file_above_the_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MAX_FILE_BYTES", 10)
    assert "МБ" in str(refusal(write(tmp_path / "большой.txt", b"a" * 11)))


def test_a_hint_decides_between_equally_sure_formats(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Other:
        MEDIA_TYPE = "text/other"

        @staticmethod
        def claims(head: bytes, name: str) -> int:
            return 1

        @staticmethod
        def read(path: Path) -> object:
            raise ParseError("Прочитано другим форматом.")

    monkeypatch.setattr(registry, "known_formats", lambda: (text, Other))
    path = write(tmp_path / "приказ.txt", "ПРИКАЗ".encode())
    assert registry.read_document(path).media_type == "text/plain"
    with pytest.raises(ParseError, match="другим"):
        registry.read_document(path, media_hint="text/other")

"""reviews.csv and corrections.csv as Excel leaves them: read, or refused by the line; what we write we can read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from warehouse.corpus import reviews
from warehouse.corpus.decision_files import read_rows, written
from warehouse.corpus.reviews import Correction, Review, Status, read_corrections, read_reviews
from warehouse.errors import WarehouseError
from warehouse.files import TEMPORARY, TOGETHER, finish_together

READ = {
    "ours": "finding_id,status,why\na-1,accepted,да\n".encode("utf-8-sig"),
    "without a mark": "finding_id,status,why\na-1,accepted,да\n".encode(),
    "semicolons": "finding_id;status;why\r\na-1;accepted;да\r\n".encode("utf-8-sig"),
    "Windows-1251": "finding_id;status;why\r\na-1;accepted;да\r\n".encode("cp1251"),
    "Unicode text": "finding_id\tstatus\twhy\r\na-1\taccepted\tда\r\n".encode("utf-16"),
    "columns in another order": "why;finding_id;status\r\nда;a-1;accepted\r\n".encode("cp1251"),
    "names in capitals, blanks": " Why ; FINDING_ID ;Status\r\n да ; a-1 ; accepted \r\n".encode("cp1251"),
    "blank columns and lines": "finding_id;status;why;;\r\na-1;accepted;да;;\r\n;;;;\r\n\r\n".encode("cp1251"),
    "a column of their own": "finding_id;status;why;кто\r\na-1;accepted;да;Белых\r\n".encode("cp1251"),
    "every cell in quotes": '"finding_id";"status";"why"\r\n"a-1";"accepted";"да"\r\n'.encode("cp1251"),
    "a short line": b"finding_id,status,why\na-1,accepted\n",
    "Excel's own first line": "sep=;\r\nfinding_id;status;why\r\na-1;accepted;да\r\n".encode("utf-8-sig"),
}
REFUSED = {
    "a column is missing": ("finding_id;why\r\na-1;да\r\n".encode("cp1251"), "нет столбцов: status"),
    "an unknown status": (b"finding_id,status,why\na-1,accepted,\nb-1,perhaps,\n", "строка 3: неизвестный статус"),
    "a separator in a reason": ("finding_id,status,why\na-1,accepted,да, но\n".encode(), "строка 2: ячеек больше"),
    "a quote left open": ('finding_id,status,why\na-1,accepted,"да\n'.encode(), "строка 2: кавычки"),
    "nothing at all": (b"", "нет столбцов: finding_id, status, why"),
}


@pytest.mark.parametrize("name", READ)
def test_excel_is_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "reviews.csv").write_bytes(READ[name])
    why = "" if name == "a short line" else "да"
    assert read_reviews(tmp_path) == {"a-1": Review("a-1", Status.ACCEPTED, why)}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_is_refused_by_the_line(tmp_path: Path, name: str) -> None:
    content, message = REFUSED[name]
    (tmp_path / "reviews.csv").write_bytes(content)
    with pytest.raises(WarehouseError, match=message):
        read_reviews(tmp_path)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.text(st.characters(exclude_categories=("Cs",)), max_size=40).map(str.strip), min_size=1, max_size=4))
def test_what_we_write_we_read(tmp_path_factory: pytest.TempPathFactory, values: list[str]) -> None:
    path = tmp_path_factory.mktemp("written") / "any.csv"
    path.write_bytes(written(["target", "why"], [{"target": "x", "why": value} for value in values]))
    assert [row["why"] for _, row in read_rows(path, ("target", "why"))] == values


def test_the_length_of_a_quote_does_not_matter(tmp_path: Path) -> None:
    long = [Correction("o", "title", "ж" * 400_000, "да", "слово " * 60_000 + "слово")]
    reviews.record(tmp_path, made=long)
    assert read_corrections(tmp_path) == long


def test_text_that_no_file_can_hold_is_refused_and_nothing_written(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="Юникод"):
        reviews.record(tmp_path, [Review("a-1", Status.ACCEPTED, "\udcff")])
    assert list(tmp_path.iterdir()) == []


def test_a_decision_and_its_correction_are_one_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed between the two files: the next writer completes them."""
    from warehouse import files

    exchanged: list[Path] = []

    def stop_at_second(source: Path, target: Path) -> None:
        if target.name != TOGETHER:
            exchanged.append(target)
        if len(exchanged) == 2:
            raise KeyboardInterrupt
        source.replace(target)

    with monkeypatch.context() as patch:
        patch.setattr(files, "rename_over", stop_at_second)
        with pytest.raises(KeyboardInterrupt):
            reviews.record(tmp_path, [Review("a-1", Status.ACCEPTED, "")], [Correction("o", "title", "План", "")])
    finish_together(tmp_path)
    assert (len(read_reviews(tmp_path)), len(read_corrections(tmp_path))) == (1, 1)
    assert not [path for path in tmp_path.iterdir() if path.name.endswith(TEMPORARY) or path.name == TOGETHER]

"""An order in several files: its text and its plan, its pages, an archive; and how many orders are told."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from ingest import api
from ingest.commands.application import app
from ingest.orders import load as loading
from ingest.orders.bundles import bound, members, sequences
from ingest.orders.discover import describe
from parsers.errors import ParseError
from tests.support.warehouse_samples import few_checks
from warehouse.records import OrderRecords

HEAD = """ДЕПАРТАМЕНТ ОБРАЗОВАНИЯ ВОЛОГОДСКОЙ ОБЛАСТИ
ПРИКАЗ
от 05.10.2020 № 15
Об утверждении дорожной карты по подготовке к проведению ГИА в Вологодской области в 2020-2021 учебном году
Областному центру качества образования (далее – ОЦКО) обеспечить исполнение.
ПРИКАЗЫВАЮ:
1. Утвердить прилагаемую дорожную карту.
Начальник департамента Е.О. Рябова
"""
STAMP = "Приложение к приказу от 05.10.2020 № 15\n"
PLAN = """Дорожная карта по подготовке к проведению ГИА в 2020-2021 учебном году
№ п/п\tМероприятия\tСроки\tОтветственные
1.1.\tПроведение анализа результатов ГИА\tоктябрь\tОЦКО
1.2.\tОбучение организаторов пунктов проведения экзаменов\tноябрь\tОЦКО
1.3.\tФормирование состава предметных комиссий\tянварь\tОЦКО
"""
WHOLE = ("35-2020-15", "Рябова Е.О.", 3, 2, "Областной центр качества образования")
runner = CliRunner()


def _here(
    read: Callable[..., OrderRecords], work: Sequence[tuple[object, ...]], seconds: object, jobs: int | None
) -> Iterator[OrderRecords | ParseError]:
    for one in work:
        try:
            yield read(*one)
        except ParseError as error:
            yield error


@pytest.fixture(scope="module", autouse=True)
def in_this_process() -> Iterator[None]:
    """Files are read without workers, and no check runs: these tests load a dozen times and are about neither."""
    with pytest.MonkeyPatch.context() as patch, few_checks():
        patch.setattr(loading, "_in_workers", _here)
        yield


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "приказ.txt").write_text(HEAD, encoding="utf-8")
    (tmp_path / "план.txt").write_text(PLAN, encoding="utf-8")
    (tmp_path / "приложение.txt").write_text(STAMP + PLAN, encoding="utf-8")
    return tmp_path


def load(folder: Path, *words: str) -> Result:
    paths = [str(folder / word) if "." in word else word for word in words]
    return runner.invoke(app, ["load", *paths, "--jobs", "1", "--curated", str(folder / "curated")])


def stored(folder: Path) -> tuple[object, ...]:
    """(order_id, who signed, items, files, the one responsible)."""
    with api.open(folder / "curated") as connection:
        (row,) = connection.execute(
            """SELECT order_id, signatory, (SELECT count(*) FROM items), (SELECT count(*) FROM sources),
                (SELECT any_value(canonical) FROM responsibles) FROM orders"""
        ).fetchall()
    return tuple(row)


@pytest.mark.parametrize("order", [("приказ.txt", "приложение.txt"), ("приложение.txt", "приказ.txt")])
def test_text_and_annex_of_one_number_are_joined_by_themselves(folder: Path, order: tuple[str, str]) -> None:
    shown = load(folder, *order)
    assert shown.exit_code == 0
    assert "приказ.txt: присоединён к плану: 35-2020-15" in shown.stderr
    assert "Из 2 файлов: 1 приказ. Всего 1 приказ в хранилище." in shown.stderr
    assert stored(folder) == WHOLE


def test_a_text_after_its_annex_and_again(folder: Path) -> None:
    assert load(folder, "приложение.txt").exit_code == 0
    assert load(folder, "приказ.txt").exit_code == 0
    assert stored(folder) == WHOLE
    assert "без изменений" in load(folder, "приказ.txt").stderr
    assert load(folder, "приложение.txt", "--refresh").exit_code == 0
    assert stored(folder) == WHOLE


def test_a_plan_without_a_head_is_only_offered(folder: Path) -> None:
    load(folder, "план.txt")
    shown = load(folder, "приказ.txt")
    own = stored(folder)[0]
    assert shown.exit_code == 1
    assert f"dorkarta load приказ.txt --as {own}" in shown.stderr
    assert load(folder, "приказ.txt", "--as", str(own)).exit_code == 0
    assert stored(folder) == (own, *WHOLE[1:])


def test_as_one(folder: Path) -> None:
    shown = load(folder, "приказ.txt", "план.txt", "--as-one")
    assert (shown.exit_code, stored(folder)) == (0, WHOLE)


def test_a_text_alone_tells_how_to_give_its_plan(folder: Path) -> None:
    shown = load(folder, "приказ.txt")
    assert shown.exit_code == 1
    assert "--as-one" in shown.stderr
    assert "Из 1 файла: 0 приказов, 1 файл отвергнут. Всего 0 приказов в хранилище." in shown.stderr


def test_an_archive(folder: Path) -> None:
    with zipfile.ZipFile(folder / "все.zip", "w") as packed:
        packed.write(folder / "приказ.txt", "вложено/приказ.txt")
        packed.write(folder / "приложение.txt", "../../приложение.txt")
        packed.writestr("__MACOSX/._приказ.txt", b"x")
    assert load(folder, "все.zip").exit_code == 0
    assert stored(folder) == WHOLE
    assert not (folder.parent.parent / "приложение.txt").exists()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ({}, "в архиве нет файлов"),
        ({"a.zip": b"PK"}, "архив внутри архива"),
        (None, "архив повреждён"),
    ],
)
def test_an_archive_that_can_not_be_unpacked(content: dict[str, bytes] | None, told: str, tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    if content is None:
        path.write_bytes(b"PK\x03\x04 nothing")
    else:
        with zipfile.ZipFile(path, "w") as packed:
            for name, data in content.items():
                packed.writestr(name, data)
    (tmp_path / "out").mkdir()
    (source,) = members(path, tmp_path / "out")
    assert isinstance(source.error, ParseError)
    assert told in str(source.error)


def test_names_as_windows_packs_them(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as packed:
        info = zipfile.ZipInfo("x.txt")
        packed.writestr(info, b"x")
    raw = path.read_bytes().replace(b"x.txt", "ё.txt".encode("cp866"))
    path.write_bytes(raw)
    (tmp_path / "out").mkdir()
    assert [source.name for source in members(path, tmp_path / "out")] == ["ё.txt"]


def test_pages_are_bound(tmp_path: Path) -> None:
    from PIL import Image

    paths = [tmp_path / "стр1.png", tmp_path / "стр2.jpg"]
    for path, colour in zip(paths, ("white", "black"), strict=True):
        Image.new("RGB", (40, 60), colour).save(path)
    (source,) = bound([describe(path) for path in paths], tmp_path)
    assert source.name == "стр1.png … стр2.jpg"
    with Image.open(source.path) as picture:
        assert (picture.format, picture.n_frames) == ("TIFF", 2)
    Image.new("L", (40, 60)).save(tmp_path / "стр3.pdf")
    (source,) = bound([describe(path) for path in (*paths, tmp_path / "стр3.pdf")], tmp_path)
    import pypdfium2

    with pypdfium2.PdfDocument(source.path) as pages:
        assert len(pages) == 3
    (tmp_path / "bad.jpg").write_bytes(b"\xff\xd8\xff nothing")
    assert all(one.error for one in bound([describe(paths[0]), describe(tmp_path / "bad.jpg")], tmp_path))


def test_names_that_look_like_pages() -> None:
    names = ["стр1.jpg", "план.docx", "стр2.jpg", "скан 01.png", "лист.png"]
    assert sequences(names) == [("стр1.jpg", "стр2.jpg")]

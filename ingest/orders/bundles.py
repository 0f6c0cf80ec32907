"""Files that hold several files, and several that are one: archives taken apart, pages of one order put together."""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.orders.discover import NOT_ORDERS, SourceFile, describe
from parsers.errors import ParseError
from parsers.limits import MAX_FILE_BYTES

if TYPE_CHECKING:
    from PIL.Image import Image as Picture

MOST_MEMBERS = 1000
MOST_BYTES = 2 << 30
"""What one archive may hold in all."""
IMAGES = frozenset((".jpg", ".jpeg", ".png", ".tif", ".tiff", ".bmp", ".webp"))
PDF = ".pdf"
_ZIP = b"PK\x03\x04"
_NUMBER = re.compile(r"\d+")
_UTF8_NAME = 0x800


def is_archive(path: Path) -> bool:
    """Whether a file is a zip of files, not an office document, which is a zip, too."""
    if path.suffix.lower() != ".zip" or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(4) == _ZIP


def members(archive: Path, folder: Path) -> list[SourceFile]:
    """The files of a zip, unpacked into an empty folder under names of ours; what can't be unpacked has its error.

    Folders, hidden files and notes are left out; an archive within it, or one that is too large, is an error.
    """
    try:
        with zipfile.ZipFile(archive) as packed:
            infos = [info for info in packed.infolist() if not info.is_dir() and _is_order(_name(info))]
            if len(infos) > MOST_MEMBERS or sum(info.file_size for info in infos) > MOST_BYTES:
                raise ParseError(
                    f"в архиве больше {MOST_MEMBERS} файлов или {MOST_BYTES >> 30} ГБ: распакуйте его сами", "open"
                )
            if not infos:
                raise ParseError("в архиве нет файлов", "open")
            return [_unpacked(packed, info, folder / f"{place}") for place, info in enumerate(infos, 1)]
    except (zipfile.BadZipFile, OSError, NotImplementedError) as error:
        told = ParseError("архив повреждён или сжат неизвестным способом", "open")
        told.__cause__ = error
        return [SourceFile(archive, archive.name, error=told)]
    except ParseError as error:
        return [SourceFile(archive, archive.name, error=error)]


def _unpacked(packed: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path) -> SourceFile:
    name = _name(info)
    path = target.with_suffix(Path(name).suffix.lower() if Path(name).suffix.isascii() else "")
    problem = ""
    if info.flag_bits & 1:
        problem = "файл в архиве под паролем"
    elif info.file_size > MAX_FILE_BYTES:
        problem = f"файл больше {MAX_FILE_BYTES // 2**20} МБ: таких приказов не бывает"
    elif Path(name).suffix.lower() == ".zip":
        problem = "архив внутри архива: распакуйте его сами"
    if problem:
        return SourceFile(path, name, error=ParseError(problem, "open"))
    try:
        with packed.open(info) as file:
            path.write_bytes(file.read(MAX_FILE_BYTES + 1))
    except (zipfile.BadZipFile, OSError, NotImplementedError, EOFError, RuntimeError):
        return SourceFile(path, name, error=ParseError("файл в архиве повреждён", "open"))
    return replace(describe(path), name=name)


def _name(info: zipfile.ZipInfo) -> str:
    """The last part of a member's name; Windows packs Russian names in cp866, unmarked."""
    name = info.filename
    if not info.flag_bits & _UTF8_NAME:
        raw = name.encode("cp437", errors="replace")
        try:
            name = raw.decode("utf-8")
        except UnicodeDecodeError:
            name = raw.decode("cp866", errors="replace")
    return re.split(r"[/\\]", name)[-1]


def _is_order(name: str) -> bool:
    return not name.startswith((".", "~$", "__MACOSX")) and name.lower() not in NOT_ORDERS


def bound(sources: Sequence[SourceFile], folder: Path) -> list[SourceFile]:
    """The pages of one order as one file: images as a TIFF of many pages, PDFs (and images among them) as a PDF.

    Files of other formats, or unreadable ones, stay as they are.
    """
    kinds = {source.path.suffix.lower() for source in sources}
    if len(sources) < 2 or any(source.error for source in sources) or not kinds <= IMAGES | {PDF}:
        return list(sources)
    target = folder / ("pages.pdf" if PDF in kinds else "pages.tiff")
    try:
        (_bind_pdf if PDF in kinds else _bind_images)([source.path for source in sources], target)
    except (OSError, ValueError, SyntaxError) as error:
        told = ParseError("страницы не собрать в один файл: одна из них повреждена", "open")
        told.__cause__ = error
        return [SourceFile(sources[0].path, source.name, error=told) for source in sources]
    return [replace(describe(target), name=f"{sources[0].name} … {sources[-1].name}")]


def _bind_images(paths: Sequence[Path], target: Path) -> None:
    """Without loss, each picture turned as its camera says."""
    first, *others = list(_pictures(paths))
    first.save(target, format="TIFF", compression="tiff_adobe_deflate", save_all=True, append_images=others)


def _bind_pdf(paths: Sequence[Path], target: Path) -> None:
    import pypdfium2

    whole = pypdfium2.PdfDocument.new()
    try:
        for place, path in enumerate(paths):
            page = path
            if path.suffix.lower() != PDF:
                page = target.with_name(f"page-{place}.pdf")
                picture, *frames = list(_pictures([path]))
                picture.save(page, format="PDF", save_all=True, append_images=frames, quality=95, resolution=200.0)
            with pypdfium2.PdfDocument(page) as part:
                whole.import_pages(part)
        whole.save(target)
    except pypdfium2.PdfiumError as error:
        raise ValueError(str(error)) from error
    finally:
        whole.close()


def _pictures(paths: Iterable[Path]) -> Iterator[Picture]:
    from PIL import Image, ImageOps, ImageSequence

    for path in paths:
        with Image.open(path) as picture:
            for frame in ImageSequence.Iterator(picture):
                turned = ImageOps.exif_transpose(frame)
                yield turned.convert("L" if turned.mode in ("1", "L") else "RGB")


def sequences(names: Iterable[str]) -> list[tuple[str, ...]]:
    """Names of pictures that differ only by a number, as pages do: ('стр1.jpg', 'стр2.jpg')."""
    groups: dict[str, list[str]] = defaultdict(list)
    for name in names:
        if Path(name).suffix.lower() in IMAGES and _NUMBER.search(name):
            groups[_NUMBER.sub("#", name.casefold())].append(name)
    return [tuple(group) for group in groups.values() if len(group) > 1]

"""Runs one peer over files and prints what it finds, a JSON line a file; started by readers.py in the peers' own venv.

    python peers.py pdfplumber a.pdf b.pdf  ->  {"file": "a.pdf", "cpu": 1.2, "tables": [[["№", "Мероприятия"], ...]]}
    python peers.py --list                  ->  names of the peers that are installed here
    python peers.py --grits < pairs.json    ->  GriTS by content of pairs of grids [[true, found], ...]

This file imports nothing of the project, since the peers' venv does not hold it.
"""

from __future__ import annotations

import importlib.util
import json
import resource
import sys
from collections.abc import Callable

Tables = list[list[list[str]]]


def _pdfplumber(path: str) -> Tables:
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        return [
            [[cell or "" for cell in row] for row in table] for page in pdf.pages for table in page.extract_tables()
        ]


def _pdfplumber_text(path: str) -> Tables:
    import pdfplumber

    aligned = {"vertical_strategy": "text", "horizontal_strategy": "text"}
    with pdfplumber.open(path) as pdf:
        found = [table for page in pdf.pages for table in page.extract_tables(aligned)]
    return [[[cell or "" for cell in row] for row in table] for table in found]


def _camelot(path: str) -> Tables:
    return _camelot_tables(path, "lattice")


def _camelot_stream(path: str) -> Tables:
    return _camelot_tables(path, "stream")


def _camelot_tables(path: str, flavor: str) -> Tables:
    import camelot

    return [table.df.values.tolist() for table in camelot.read_pdf(path, pages="all", flavor=flavor)]


def _img2table(path: str) -> Tables:
    from img2table.document import PDF

    found = PDF(path).extract_tables()
    return [_rows(table) for tables in found.values() for table in tables]


def _img2table_borderless(path: str) -> Tables:
    from img2table.document import PDF

    found = PDF(path).extract_tables(borderless_tables=True)
    return [_rows(table) for tables in found.values() for table in tables]


def _img2table_ocr(path: str) -> Tables:
    from img2table.document import PDF
    from img2table.ocr import TesseractOCR

    document = PDF(path, detect_rotation=True, pdf_text_extraction=False)
    found = document.extract_tables(ocr=TesseractOCR(lang="rus", n_threads=1))
    return [_rows(table) for tables in found.values() for table in tables]


def _rows(table: object) -> list[list[str]]:
    return [[cell.value or "" for cell in row] for row in table.content.values()]  # type: ignore[attr-defined]


def _python_docx(path: str) -> Tables:
    import docx

    return [[[cell.text for cell in row.cells] for row in table.rows] for table in docx.Document(path).tables]


def _docx2python(path: str) -> Tables:
    from docx2python import docx2python

    with docx2python(path) as document:
        return [[["\n".join(cell) for cell in row] for row in table] for table in document.body]


PEERS: dict[str, tuple[str, str, Callable[[str], Tables]]] = {
    "pdfplumber": ("pdf", "pdfplumber", _pdfplumber),
    "camelot lattice": ("pdf", "camelot", _camelot),
    "img2table": ("pdf", "img2table", _img2table),
    "pdfplumber text": ("unruled", "pdfplumber", _pdfplumber_text),
    "camelot stream": ("unruled", "camelot", _camelot_stream),
    "img2table borderless": ("unruled", "img2table", _img2table_borderless),
    "img2table + tesseract": ("scan", "img2table", _img2table_ocr),
    "python-docx": ("docx", "docx", _python_docx),
    "docx2python": ("docx", "docx2python", _docx2python),
}
"""Name -> (kind of files, module, reader); 'unruled': what is made for PDFs without ruling lines, or with some."""


def _cpu() -> float:
    """CPU seconds of this process and of the programs that it has run."""
    usages = (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def grits(pairs: list[list[list[list[str]]]]) -> list[float]:
    """The F-score of GriTS by content (longest common subsequences of cell texts) of each pair of grids."""
    import numpy
    from grits import grits_con_matching

    scores = []
    for true, found in pairs:
        matched = grits_con_matching(numpy.array(true, dtype=object), numpy.array(found, dtype=object))
        cells = len(true) * len(true[0]) + len(found) * len(found[0])
        scores.append(2 * float(matched.true_positive_score) / cells)
    return scores


def main(arguments: list[str]) -> None:
    """See the head of this file."""
    if arguments == ["--list"]:
        found = {name: kind for name, (kind, module, _) in PEERS.items() if importlib.util.find_spec(module)}
        print(json.dumps(found))
        return
    if arguments == ["--grits"]:
        print(json.dumps(grits(json.load(sys.stdin))))
        return
    reader = PEERS[arguments[0]][2]
    for path in arguments[1:]:
        start = _cpu()
        tables = reader(path)
        print(json.dumps({"file": path, "cpu": _cpu() - start, "tables": tables}), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])

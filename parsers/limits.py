"""The bounds within which a file may ask for time and memory: beyond them it is refused with a ParseError.

Each bound is far above any order seen (the longest has 60 pages) and far below what would harm the machine.
"""

from __future__ import annotations

MAX_FILE_BYTES = 512 * 2**20
"""Size of a source file."""
MAX_UNPACKED_BYTES = 512 * 2**20
"""Sum of the unpacked members of a package (DOCX, ODT, XLSX), images included."""
MAX_XML_BYTES = 48 * 2**20
"""One XML or HTML text parsed as a tree: a page of a DOCX table takes 20-100 KB, a tree ten times its text."""
MAX_UNPACK_RATIO = 300
"""Unpacked to packed bytes of a member above 1 MB: the XML of long tables reaches 60, a bomb 1000."""
MAX_MEMBERS = 10_000
"""Members of a package."""
MAX_NESTING = 64
"""Tables within tables, lists within lists."""
MAX_CELLS = 400_000
"""Cells of all tables of a file; the longest order has 3,000."""
MAX_COLUMNS = 256
"""Columns of one table."""
MAX_REPEAT = 1_000
"""Equal rows or cells that a spreadsheet-like format may ask for by one repeat count, where they hold text."""
MAX_PAGES = 5_000
"""Pages of a PDF."""
MAX_SCAN_PAGES = 500
"""Pages of one file that are recognised by OCR."""
MAX_PIXELS = 80_000_000
"""Pixels of one image: an A3 page at 600 dpi has 70 million."""
MAX_PAGE_OBJECTS = 400_000
"""Characters and lines of one PDF page."""
SUBPROCESS_SECONDS = 180
"""One call of an outside program (LibreOffice, antiword, tesseract)."""
MAX_OUTPUT_BYTES = 256 * 2**20
"""What an outside program may write for one file."""
FILE_SECONDS = 1_800
"""Reading one file, whatever it is: 500 scanned pages at 2 s and a reserve."""
WORKER_BYTES = 12 * 2**30
"""Address space of a reading process (numpy, OpenCV and pdfium reserve much more than they use)."""
MAX_SECOND_WORDS = 5_000
"""Words of a page that is read a second time by pdfplumber, whose tables take time with the square of their edges."""

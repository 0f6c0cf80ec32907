"""Renders the small order of tests/orders in every form, with what a reader has to give back (plan.json).

python -m benchmarks.fixtures        # needs LibreOffice; only to be run when the order itself is to change
"""

from __future__ import annotations

import json
import tempfile
from dataclasses import replace
from pathlib import Path

from benchmarks import contents, plain, printing, rendering, scanning

ORDERS = Path(__file__).parents[2] / "tests" / "orders"
SEED = 131
LAYOUT = rendering.Layout(landscape=True, points=12, hyphenated=True, shaded=True)
SCAN = scanning.Quality(dpi=200, skew=0.5, bilevel=True)
SCAN_ROWS, RTF_ROWS = 8, 6
"""Rows of the shorter plan-head, for the forms that would make large files."""


def write_expected(order: contents.Order, path: Path, cut: printing.Crossings) -> None:
    """The items of the order; `merged`: printed in the row above; the rest: cut by a page break of the PDF."""
    roles = ("number", "activity", "period", "responsible", "result")
    items = [
        {role: item[role] for role in roles}
        | {
            "section": item.section,
            "merged": sorted(item.merged),
            "split": place in cut.split,
            "merged_over": place in cut.merged_over,
        }
        for place, item in enumerate(order.items)
    ]
    path.write_text("".join(json.dumps(item, ensure_ascii=False) + "\n" for item in items), encoding="utf-8")


def _head(order: contents.Order, rows: int, folder: Path) -> Path:
    return rendering.write_docx(
        contents.short(order, rows), folder / f"head-{rows}.docx", replace(LAYOUT, hyphenated=False)
    )


def main() -> None:
    """Writes plan.* into tests/orders."""
    order = replace(contents.generated_order(SEED, auto=True), name="plan")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        docx = rendering.write_docx(order, folder / "plan.docx", LAYOUT)
        unhyphenated = rendering.write_docx(order, folder / "plain.docx", replace(LAYOUT, hyphenated=False))
        (pdf,) = printing.to_pdf([docx], folder)
        (ORDERS / "plan.pdf").write_bytes(pdf.read_bytes())
        (ORDERS / "plan.docx").write_bytes(unhyphenated.read_bytes())
        write_expected(order, ORDERS / "plan.jsonl", printing.crossings(order, pdf))
        for target, ending in (("odt", ".odt"), ("html", ".html"), ("doc:MS Word 97", ".doc")):
            (made,) = printing.convert([unhyphenated], folder, target, ending)
            (ORDERS / f"plan{ending}").write_bytes(made.read_bytes())
        heads = {rows: _head(order, rows, folder) for rows in (SCAN_ROWS, RTF_ROWS)}
        (rtf,) = printing.convert([heads[RTF_ROWS]], folder, "rtf", ".rtf")
        (ORDERS / "plan-head.rtf").write_bytes(rtf.read_bytes())
        scanning.write_scan(printing.to_pdf([heads[SCAN_ROWS]], folder)[0], ORDERS / "plan-head.scan.pdf", SCAN)
    plain.write_text(order, ORDERS / "plan.txt")
    plain.write_xlsx(order, ORDERS / "plan.xlsx")
    for path in sorted(ORDERS.glob("plan*")):
        print(f"{path.stat().st_size // 1024:5} KB  {path.name}")


if __name__ == "__main__":
    main()

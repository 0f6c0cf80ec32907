"""CONTRIBUTING's table «adding X touches Y»: one of each is added in a copy of the packages and works there.

An addition is one file, new or with lines put at its end (a topic: two); nothing else of the copy is changed.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TABLE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PACKAGES = ("ingest", "parsers", "normalize", "warehouse")

ADDITIONS = {
    "a file format": (
        "parsers/formats/spoken.py",
        '''"""A format of this test: cells parted by ' / ' after the word SPOKEN."""

from pathlib import Path

from parsers.model import Cell, Document, Grid, Paragraph

MEDIA_TYPE = "text/x-spoken"


def claims(head: bytes, name: str) -> int:
    return 9 if head.startswith(b"SPOKEN") else 0


def read(path: Path) -> Document:
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    rows = [line.split(" / ") for line in lines if " / " in line]
    cells = [Cell(text, row, col) for row, texts in enumerate(rows) for col, text in enumerate(texts)]
    head = tuple(Paragraph(line) for line in lines if line and " / " not in line)
    chars = sum(len("".join(text.split())) for text in [*(one.text for one in head), *(one.text for one in cells)])
    return Document(MEDIA_TYPE, (*head, Grid(len(rows), len(rows[0]), tuple(cells))), source_chars=chars)
''',
    ),
    "a period phrase without dates": (
        "normalize/dictionaries/period_phrases.yml",
        """
- name: when_the_rooks_return
  kind: event
  patterns: ["когда прилетят грачи"]
  examples: ["когда прилетят грачи"]
""",
    ),
    "an organisation or an alias": (
        "normalize/dictionaries/organisations.csv",
        "Федеральная служба наблюдения за грачами,federal,unique,Росграчнадзор\n",
    ),
    "a topic": (
        "normalize/dictionaries/topics.yml",
        """
  - id: rooks
    label: Грачи
    sections: [грач*]
    words:
      4: [грач*]
    examples: [Учёт грачей]
""",
    ),
    "a check": (
        "warehouse/corpus/checks/rook.sql",
        """-- severity: info
-- title: Грачи
-- message: В тексте названы грачи
-- fires: {items: [{activity: Учёт грачей}]}
-- passes: {items: [{activity: Учёт экзаменов}]}
SELECT order_id, item_id, activity AS quote FROM items WHERE activity ILIKE '%грач%'
""",
    ),
    "a comparison": (
        "warehouse/reading/compare/rooks.sql",
        """-- title: Грачи
-- question: Сколько мероприятий о грачах?
-- parameters: asked, units, topic
-- columns: unit: где; activities: мероприятий
-- rows: unit
-- matrix: unit, activities
SELECT unit, count(*) AS activities FROM compared_activities($asked, $units, $topic) GROUP BY ALL
""",
    ),
}
TITLE = ("warehouse/corpus/topics.csv", "rooks,Грачи\n")
"""A topic has its title there too."""
ORDER = """SPOKEN
МИНИСТЕРСТВО ОБРАЗОВАНИЯ РЕСПУБЛИКИ КОМИ
ПРИКАЗ
от 12.09.2024 № 5
Об утверждении дорожной карты подготовки к ГИА в Республике Коми в 2024-2025 учебном году
№ / Мероприятие / Срок / Ответственные
1 / Учёт грачей / когда прилетят грачи / Росграчнадзор
2 / Совещание руководителей / март 2025 года / ИРО
3 / Анализ результатов ЕГЭ / август 2025 года / ИРО
"""
ASK = """
import json, sys
from pathlib import Path
import ingest
from ingest import api

copy, order, curated = map(Path, sys.argv[1:])
assert Path(ingest.__file__).is_relative_to(copy)
report = api.load([order], curated)
with api.open(curated) as warehouse:
    first = "WHERE item_id IN (SELECT item_id FROM items WHERE number = '1')"
    told = {
        "a file format": warehouse.sql("SELECT media_type FROM orders").fetchall(),
        "a period phrase without dates": warehouse.sql(f"SELECT rule FROM periods {first}").fetchall(),
        "an organisation or an alias":
            warehouse.sql(f"SELECT canonical FROM responsibles {first}").fetchall(),
        "a topic": warehouse.sql(f"SELECT topic FROM items {first}").fetchall(),
        "a check": warehouse.sql("SELECT message FROM findings WHERE \\"check\\" = 'rook'").fetchall(),
        "a comparison": api.compare(warehouse, "rooks").activities.tolist(),
    }
print(json.dumps(told, ensure_ascii=False))
"""
EXPECTED = {
    "a file format": [["text/x-spoken"]],
    "a period phrase without dates": [["when_the_rooks_return"]],
    "an organisation or an alias": [["Федеральная служба наблюдения за грачами"]],
    "a topic": [["rooks"]],
    "a check": [["В тексте названы грачи"]],
    "a comparison": [3],
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """What the copy with all additions makes of an order that needs each of them."""
    folder = tmp_path_factory.mktemp("additions")
    for name in PACKAGES:
        shutil.copytree(ROOT / name, folder / "copy" / name, ignore=shutil.ignore_patterns("__pycache__"))
    for path, text in (*ADDITIONS.values(), TITLE):
        with (folder / "copy" / path).open("a", encoding="utf-8", newline="\n") as file:
            file.write(text)
    (folder / "order.spoken").write_text(ORDER, encoding="utf-8")
    places = [str(folder / name) for name in ("copy", "order.spoken", "curated")]
    environment = {**os.environ, "PYTHONPATH": str(folder / "copy"), "PYTHONUTF8": "1"}
    done = subprocess.run(
        [sys.executable, "-P", "-c", ASK, *places], env=environment, stdout=subprocess.PIPE, check=True, timeout=200
    )
    return dict(json.loads(done.stdout.decode("utf-8").splitlines()[-1]))


@pytest.mark.parametrize("adding", ADDITIONS)
def test_what_the_table_names_is_all_that_an_addition_touches(told: dict[str, object], adding: str) -> None:
    assert told[adding] == EXPECTED[adding]


def rows() -> list[tuple[str, str]]:
    """(what is added, what it touches) of the table."""
    return re.findall(r"^\| (?!adding|---)(.+?) \| (.+) \|$", TABLE, re.MULTILINE)


@pytest.mark.parametrize(("adding", "addition"), [(name, path) for name, (path, _) in ADDITIONS.items()])
def test_the_table_names_that_file(adding: str, addition: str) -> None:
    (touched,) = [files for what, files in rows() if what.startswith(adding)]
    name = Path(addition).name
    assert any(
        mark in touched for mark in (addition, name, f"{Path(addition).parent}/<name>", "normalize/dictionaries/")
    )


@pytest.mark.parametrize(("adding", "touched"), rows())
def test_every_path_of_the_table_exists(adding: str, touched: str) -> None:
    for path in re.findall(r"`([\w/<>.*-]+/[\w/<>.*-]*|[a-z_]+\.(?:yml|csv))`", touched):
        pattern = path.replace("<name>", "*").rstrip("/")
        folders = ("", "normalize/dictionaries/")
        assert any(list(ROOT.glob(folder + pattern)) for folder in folders), f"{adding}: {path}"

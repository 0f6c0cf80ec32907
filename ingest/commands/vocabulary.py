"""The command vocabulary: words that the dictionary of operations lacks, and how to teach them."""

from __future__ import annotations

from typing import Annotated

import typer

from ingest.commands import printing
from ingest.commands.errors import opened
from ingest.commands.listings import LookOption, OutOption, listing_of, look_of, write
from ingest.commands.options import Curated
from ingest.questions.place import DEFAULT_CURATED

COLUMNS = {
    "word": "слово",
    "activities": "мероприятий",
    "orders": "приказов",
    "nearest": "похоже на дело",
    "line": "строка для operations.yml",
    "example": "пример",
}
SHARES = {"order_id": "приказ", "activities": "мероприятий", "unknown": "дело неизвестно", "unknown_share": "доля"}


def register(app: typer.Typer) -> None:
    """Adds the command of this file."""
    app.command("vocabulary")(vocabulary)


def vocabulary(
    place: Annotated[
        str, typer.Argument(help="Приказ, регион или муниципалитет; без него — все.", metavar="МЕСТО")
    ] = "",
    curated: Curated = DEFAULT_CURATED,
    shares: Annotated[bool, typer.Option("--shares", help="Доля таких мероприятий в каждом приказе.")] = False,
    look: LookOption = None,
    out: OutOption = None,
) -> None:
    """Показывает слова, по которым словарь не понял, что делают: частые первыми, с похожим известным делом.

    Слову учит одна строка: впишите её в раздел taught файла normalize/dictionaries/operations.yml и загрузите приказы
    заново (dorkarta load --refresh).

    Примеры:

      dorkarta vocabulary

      dorkarta vocabulary новокузнецк --out слова.xlsx

      dorkarta vocabulary --shares
    """
    from ingest.questions import vocabulary as questions

    shown = look_of(look, out)
    with opened(curated) as warehouse:
        rows = questions.shares(warehouse) if shares else questions.vocabulary(warehouse, place)
    columns = SHARES if shares else COLUMNS
    write(listing_of("Слова, которых нет в словаре дел", columns, rows), shown, out, rows, list(columns))
    if not rows:
        printing.message("Словарь понимает, что делают, в каждом мероприятии")

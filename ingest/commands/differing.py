"""Commands about one order beside another: diff, lineage."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ingest.commands import printing
from ingest.commands.errors import opened
from ingest.commands.listings import Look, LookOption, OutOption, look_of, write_json, write_listing
from ingest.commands.options import Curated
from ingest.outputs.values import plural
from ingest.questions.place import DEFAULT_CURATED

if TYPE_CHECKING:
    from ingest.outputs.changes import Marking

WRONG_USAGE = 2


class Only(StrEnum):
    """What of two orders is shown."""

    CHANGED = "changed"
    MOVED = "moved"
    ONLY_A = "only-a"
    ONLY_B = "only-b"


Out = Annotated[Path | None, typer.Argument(help="Файл .csv, .json, .xlsx или .html.", metavar="ФАЙЛ")]


def register(app: typer.Typer) -> None:
    """Adds the commands of this file."""
    app.command("diff")(diff)
    app.command("lineage")(lineage)


def diff(
    a: Annotated[str, typer.Argument(help="Приказ, регион (код или имя) или муниципалитет.", metavar="ПЕРВЫЙ")],
    b: Annotated[str, typer.Argument(help="Другой приказ.", metavar="ВТОРОЙ")],
    path: Out = None,
    curated: Curated = DEFAULT_CURATED,
    literal: Annotated[bool, typer.Option("--literal", help="Даты, как напечатаны, а не вероятные.")] = False,
    only: Annotated[
        list[Only] | None,
        typer.Option(
            help="Показать только изменённые, перенесённые, те, что есть лишь в первом или лишь во втором; "
            "можно назвать несколько.",
            show_default=False,
        ),
    ] = None,
    look: LookOption = None,
    out: OutOption = None,
) -> None:
    """Сравнивает два приказа по мероприятиям: что изменилось, перенесено, есть только в одном из них.

    Изменённые слова отмечены: [-было-] {+стало+}. Сначала идут изменённые и перенесённые, потом те, что есть лишь в
    одном. Код выхода: 0 — различий нет, 1 — есть, 2 — сравнить нельзя.

    Примеры:

      dorkarta diff 42-2023-3654 42-novokuznetskii-2024-337

      dorkarta diff 42-2023-3654 новокузнецк --only moved

      dorkarta diff 42-2023-3654 42-novokuznetskii-2024-337 различия.html
    """
    from ingest.outputs import changes
    from ingest.questions.difference import Status, difference
    from ingest.questions.naming import one_order

    path = out or path
    shown = look_of(look, path)
    with opened(curated, WRONG_USAGE) as warehouse:
        first, second = (one_order(warehouse, place).order_id for place in (a, b))
        found = difference(warehouse, first, second, literal=literal)
    kept = {Status(one.value.replace("-", "_")) for one in only or ()} or set(Status)
    listed = changes.changes_first(one for one in found if one.status in kept)
    different = [one for one in found if one.status != Status.SAME]
    if shown == Look.JSON:
        write_json(changes.difference_records(listed), path)
    else:
        if shown == Look.TABLE:
            listed = [one for one in listed if one.status != Status.SAME]
        if shown != Look.TABLE or listed:
            write_listing(changes.difference_listing(listed, first, second, _marking(shown)), shown, path)
    for note in changes.difference_listing(found, first, second).notes:
        printing.message(note)
    raise typer.Exit(1 if different else 0)


def _marking(look: Look) -> Marking:
    from ingest.outputs import changes
    from warehouse.reading.wording import marked

    if look == Look.TABLE and sys.stdout.isatty():
        return changes.as_terminal
    return changes.as_html if look == Look.HTML else marked


def lineage(
    place: Annotated[str, typer.Argument(help="Приказ, регион или муниципалитет.", metavar="ПРИКАЗ")],
    path: Out = None,
    curated: Curated = DEFAULT_CURATED,
    look: LookOption = None,
    out: OutOption = None,
) -> None:
    """Показывает, откуда взят приказ: на какие акты ссылается, какие из них загружены, что и откуда списано.

    Примеры:

      dorkarta lineage 42-novokuznetskii-2024-337

      dorkarta lineage новокузнецк --format json
    """
    from ingest.outputs.changes import lineage_listing
    from ingest.questions.lineage import lineage as sources
    from ingest.questions.naming import one_order

    path = out or path
    shown = look_of(look, path)
    with opened(curated) as warehouse:
        order_id = one_order(warehouse, place).order_id
        records = sources(warehouse, order_id)
    if shown == Look.JSON:
        write_json(records, path)
    else:
        write_listing(lineage_listing(records, order_id), shown, path)
    if not records:
        printing.message("Приказ не ссылается ни на один акт и ни из одного загруженного приказа не списан")
    if missing := [record for record in records if not record["order_id"]]:
        acts = plural(len(missing), "упомянутый акт", "упомянутых акта", "упомянутых актов")
        printing.message(f"Не загружено: {acts}; что из них списано, покажет загрузка: dorkarta load ФАЙЛ…")

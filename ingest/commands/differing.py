"""Commands about one order beside another: diff, lineage."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ingest.commands import printing
from ingest.commands.errors import opened
from ingest.commands.listings import Look, LookOption, look_of, write_json, write_listing
from ingest.commands.options import Curated
from ingest.outputs.values import plural
from ingest.questions.place import DEFAULT_CURATED

if TYPE_CHECKING:
    from ingest.outputs.changes import Marking

WRONG_USAGE = 2
Out = Annotated[Path | None, typer.Argument(help="Файл .csv, .json, .xlsx или .html.", metavar="[OUT]")]


def register(app: typer.Typer) -> None:
    """Adds the commands of this file."""
    app.command("diff")(diff)
    app.command("lineage")(lineage)


def diff(
    a: Annotated[str, typer.Argument(help="Приказ: order_id из `dorkarta orders`.", metavar="A")],
    b: Annotated[str, typer.Argument(help="Другой приказ.", metavar="B")],
    path: Out = None,
    curated: Curated = DEFAULT_CURATED,
    literal: Annotated[bool, typer.Option("--literal", help="Даты, как напечатаны, а не вероятные.")] = False,
    look: LookOption = None,
) -> None:
    """Сравнивает два приказа по мероприятиям: что изменилось, перенесено, есть только в одном из них.

    Изменённые слова отмечены: [-было-] {+стало+}. Код выхода: 0 — различий нет, 1 — есть, 2 — сравнить нельзя.

    Примеры:

      dorkarta diff 42-2023-3654 42-novokuznetskii-2024-337

      dorkarta diff 42-2023-3654 42-novokuznetskii-2024-337 различия.html
    """
    from ingest.outputs import changes
    from ingest.questions.difference import Status, difference

    shown = look_of(look, path)
    with opened(curated, WRONG_USAGE) as warehouse:
        found = difference(warehouse, a, b, literal=literal)
    different = [one for one in found if one.status != Status.SAME]
    if shown == Look.JSON:
        write_json(changes.difference_records(found), path)
    else:
        listed = different if shown == Look.TABLE else found
        write_listing(changes.difference_listing(listed, a, b, _marking(shown)), shown, path)
    for note in changes.difference_listing(found, a, b).notes:
        printing.message(note)
    raise typer.Exit(1 if different else 0)


def _marking(look: Look) -> Marking:
    from ingest.outputs import changes
    from warehouse.reading.wording import marked

    if look == Look.TABLE and sys.stdout.isatty():
        return changes.as_terminal
    return changes.as_html if look == Look.HTML else marked


def lineage(
    order_id: Annotated[str, typer.Argument(help="Приказ: order_id из `dorkarta orders`.")],
    path: Out = None,
    curated: Curated = DEFAULT_CURATED,
    look: LookOption = None,
) -> None:
    """Показывает, откуда взят приказ: на какие акты ссылается, какие из них загружены, что и откуда списано.

    Примеры:

      dorkarta lineage 42-novokuznetskii-2024-337

      dorkarta lineage 42-novokuznetskii-2024-337 --format json
    """
    from ingest.outputs.changes import lineage_listing
    from ingest.questions.lineage import lineage as sources

    shown = look_of(look, path)
    with opened(curated) as warehouse:
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

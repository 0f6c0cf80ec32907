"""The commands `links ...`: what analysts decide of two activities, over what matching says."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ingest.commands import printing
from ingest.commands.errors import existing, opened
from ingest.commands.listings import Look, LookOption, OutOption, listing_of, look_of, write
from ingest.commands.options import Curated
from ingest.commands.reviewing import By, Why
from ingest.commands.russian import RussianCommand, RussianGroup
from ingest.questions.place import DEFAULT_CURATED

COLUMNS = {
    "verdict": "решено",
    "item_id": "мероприятие",
    "activity": "что",
    "other_item_id": "другое",
    "other_activity": "что",
    "why": "почему",
    "made_by": "кто",
    "made_at": "когда",
}
One = Annotated[str, typer.Argument(help="item_id мероприятия.", metavar="МЕРОПРИЯТИЕ")]
Other = Annotated[str, typer.Argument(help="item_id другого мероприятия.", metavar="ДРУГОЕ")]

links_app = typer.Typer(cls=RussianGroup, invoke_without_command=True)


def register(app: typer.Typer) -> None:
    """Adds the commands of this file."""
    app.add_typer(links_app, name="links")


@links_app.callback()
def links(
    context: typer.Context, curated: Curated = DEFAULT_CURATED, look: LookOption = None, out: OutOption = None
) -> None:
    """Показывает, что аналитики решили о парах мероприятий: то же это или не то же.

    Решение сильнее того, что сопоставлено, и переживает новые загрузки.

    Примеры:

      dorkarta links

      dorkarta links apart 42-2023-3654.0a1b2c3d4e 22-2023-1030.5f6a7b8c9d --why "разные экзамены"
    """
    if context.invoked_subcommand:
        return
    from ingest import api

    shown: Look = look_of(look, out)
    with opened(curated) as warehouse:
        rows = api.query(warehouse, "links")
    write(listing_of("Связи", COLUMNS, rows), shown, out, rows, list(COLUMNS))


@links_app.command("same", cls=RussianCommand)
def same(one: One, other: Other, curated: Curated = DEFAULT_CURATED, why: Why = "", by: By = "") -> None:
    """Говорит, что два мероприятия — одно и то же.

    Пример:

      dorkarta links same 42-2023-3654.0a1b2c3d4e 22-2023-1030.5f6a7b8c9d --why "так названо в письме министерства"
    """
    _link(curated, one, other, same=True, why=why, by=by)
    printing.message("Решено: то же мероприятие")


@links_app.command("apart", cls=RussianCommand)
def apart(one: One, other: Other, curated: Curated = DEFAULT_CURATED, why: Why = "", by: By = "") -> None:
    """Говорит, что два мероприятия — не одно и то же.

    Пример:

      dorkarta links apart 42-2023-3654.0a1b2c3d4e 22-2023-1030.5f6a7b8c9d --why "разные участники"
    """
    _link(curated, one, other, same=False, why=why, by=by)
    printing.message("Решено: не то же мероприятие")


@links_app.command("forget", cls=RussianCommand)
def forget(one: One, other: Other, curated: Curated = DEFAULT_CURATED, by: By = "") -> None:
    """Снимает решение о двух мероприятиях: снова считается то, что сопоставлено.

    Пример:

      dorkarta links forget 42-2023-3654.0a1b2c3d4e 22-2023-1030.5f6a7b8c9d
    """
    from ingest import api

    with existing(curated):
        found = [api.unlink(one, other, same=verdict, curated=curated, by=by) for verdict in (True, False)]
    printing.message("Решение снято" if any(found) else "Об этих мероприятиях ничего не решали")
    if not any(found):
        raise typer.Exit(2)


def _link(curated: Path, one: str, other: str, *, same: bool, why: str, by: str) -> None:
    from ingest import api

    with existing(curated):
        api.link(one, other, same=same, why=why, curated=curated, by=by)

"""The command compare: one question about several orders."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from ingest.commands import printing
from ingest.commands.errors import opened
from ingest.commands.listings import Look, LookOption, OutOption, look_of, with_path, write_json, write_listing
from ingest.commands.options import Curated
from ingest.questions.place import DEFAULT_CURATED


def register(app: typer.Typer) -> None:
    """Adds the commands of this file."""
    app.command("compare")(compare)


def compare(
    places: Annotated[
        list[str] | None,
        typer.Argument(
            help="Приказы, регионы (код или имя), муниципалитеты; без них — все. Последним — файл .csv, .xlsx, .html.",
            metavar="МЕСТО ФАЙЛ",
        ),
    ] = None,
    curated: Curated = DEFAULT_CURATED,
    what: Annotated[
        str,
        typer.Option(help="calendar, topics, coverage, lead_time, responsible_profile, workload, municipal, years."),
    ] = "calendar",
    year: Annotated[str, typer.Option(help="Только этот учебный год: 2024-2025.")] = "",
    level: Annotated[str, typer.Option(help="Только этот уровень: regional или municipal.")] = "",
    topic: Annotated[str, typer.Option(help="Только эта тема: id или часть названия, «финанс».")] = "",
    by: Annotated[str, typer.Option(help="Что сравнивать: region — регионы, order — приказы.")] = "",
    literal: Annotated[bool, typer.Option("--literal", help="Даты, как напечатаны, а не вероятные.")] = False,
    least: Annotated[
        int, typer.Option(min=0, help="Для coverage: у скольких других мероприятие есть; 0 — у двух.")
    ] = 0,
    most: Annotated[int, typer.Option(min=1, help="Для workload: сколько самых занятых показать.")] = 50,
    look: LookOption = None,
    out: OutOption = None,
) -> None:
    """Сравнивает приказы и регионы: календарь, темы, чего недостаёт, кто раньше, кто за что отвечает, нагрузка.

    Примеры:

      dorkarta compare

      dorkarta compare 42 алтай --what topics

      dorkarta compare 42-novokuznetskii-2024-337 --what coverage

      dorkarta compare --what lead_time --year 2023-2024 раньше-позже.xlsx
    """
    from ingest.outputs import comparison
    from ingest.questions import compare as comparing
    from ingest.questions.scope import LEVELS, ORDER, REGION, Filters

    _one_of(level, LEVELS, "--level")
    _one_of(by, (ORDER, REGION), "--by")
    named, path = with_path(places or (), out)
    shown = look_of(look, path)
    with opened(curated) as warehouse:
        found = comparing.compare(
            warehouse, what, named, Filters(year, level, topic), by=by, literal=literal, least=least, most=most
        )
    if shown == Look.JSON:
        write_json(found.rows, path)
    else:
        listing = comparison.listing(found.comparison, found.rows, found.notes)
        if shown == Look.TABLE:
            printing.message("\n".join(listing.notes))
        write_listing(listing, shown, path)
    if shown != Look.TABLE:
        for note in found.notes:
            printing.message(note)


def _one_of(value: str, allowed: Sequence[str], option: str) -> None:
    if value not in ("", *allowed):
        raise typer.BadParameter(f"можно {' или '.join(allowed)}, а не «{value}»", param_hint=option)

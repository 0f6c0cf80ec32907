"""Commands that write files for others: export, report, annotate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ingest.commands import printing
from ingest.commands.errors import opened
from ingest.commands.listings import ends_with
from ingest.commands.options import Curated, Places, severities_from
from ingest.outputs.values import plural
from ingest.questions.place import DEFAULT_CURATED

if TYPE_CHECKING:
    import duckdb

    from ingest.outputs.by_region import Region


class By(StrEnum):
    """What each file is of."""

    REGION = "region"


ByRegion = Annotated[By | None, typer.Option("--by", help="region: по файлу на регион, имя-42.xlsx.", metavar="region")]


def register(app: typer.Typer) -> None:
    """Adds the commands of this file."""
    app.command("export")(export)
    app.command("report")(report)
    app.command("annotate")(annotate)


def export(
    path: Annotated[Path, typer.Argument(help="Книга Excel или календарь.", metavar="ФАЙЛ.xlsx|ics")],
    places: Places = None,
    curated: Curated = DEFAULT_CURATED,
    responsible: Annotated[str, typer.Option(help="Календарь: только с этим ответственным.", metavar="ИМЯ")] = "",
    topic: Annotated[str, typer.Option(help="Календарь: только эта тема.", metavar="ТЕМА")] = "",
    month: Annotated[str, typer.Option(help="Календарь: только этот месяц, 2025-03.", metavar="МЕСЯЦ")] = "",
    by: ByRegion = None,
) -> None:
    """Записывает хранилище в книгу Excel (приказы, мероприятия, сроки, ответственные, замечания) или в календарь .ics.

    Календарь открывают Outlook, Thunderbird, Яндекс и Google: событие на каждый срок, повторный импорт сроки обновляет.

    Примеры:

      dorkarta export приказы.xlsx

      dorkarta export кузбасс.xlsx 42

      dorkarta export приказы.xlsx --by region

      dorkarta export план.ics 42-2023-3654 --responsible МОУО
    """
    from ingest.questions.naming import order_ids

    ends_with(path, ".xlsx", ".ics")
    if path.suffix.lower() == ".ics":
        _export_calendar(path, places or (), curated, (responsible, topic, month), by)
        return
    if responsible or topic or month:
        raise typer.BadParameter("--responsible, --topic и --month отбирают только календарь .ics", param_hint="ФАЙЛ")
    from ingest.outputs.workbook import warehouse_workbook

    with opened(curated) as warehouse:
        for part in _parts(warehouse, path, order_ids(warehouse, places or ()), by):
            printing.write_bytes(warehouse_workbook(warehouse, part.order_ids), part.path)


@dataclass(frozen=True, slots=True)
class _Part:
    """A file and the orders that go into it; () for all."""

    path: Path
    order_ids: Sequence[str]
    region: Region | None = None


def _parts(warehouse: duckdb.DuckDBPyConnection, path: Path, ids: Sequence[str], by: By | None) -> list[_Part]:
    """One file, or one a region."""
    from ingest.outputs.by_region import regions

    if by is None:
        return [_Part(path, ids)]
    return [_Part(one.file(path), one.order_ids, one) for one in regions(warehouse, ids)]


def _export_calendar(
    path: Path, places: Sequence[str], curated: Path, chosen: tuple[str, str, str], by: By | None
) -> None:
    """The calendar, and how many periods have no dates to stand in it."""
    from ingest.outputs.calendar_file import calendar, undated
    from ingest.questions.calendar import EventFilters, events, month_of
    from ingest.questions.naming import order_ids

    with opened(curated) as warehouse:
        filters = EventFilters(chosen[0], chosen[1], month_of(chosen[2]))
        for part in _parts(warehouse, path, order_ids(warehouse, places), by):
            found = events(warehouse, tuple(part.order_ids), filters)
            left = undated(warehouse, part.order_ids)
            printing.write_bytes(calendar(found), part.path)
            told = plural(len(found), "событие", "события", "событий")
            printing.message(f"{told}; без дат и потому не в календаре: {plural(left, 'срок', 'срока', 'сроков')}.")


def report(
    path: Annotated[Path, typer.Argument(help="Страница, например отчёт.html.", metavar="ФАЙЛ.html")],
    places: Places = None,
    curated: Curated = DEFAULT_CURATED,
    by: ByRegion = None,
) -> None:
    """Записывает отчёт одной страницей, которая открывается без сети: что найдено, план по месяцам, замечания.

    С --by region – страница со списком регионов и рядом по странице на каждый.

    Примеры:

      dorkarta report отчёт.html

      dorkarta report отчёт.html 42-novokuznetskii-2024-337

      dorkarta report отчёт.html --by region
    """
    from ingest.outputs.by_region import index
    from ingest.outputs.report import report as page
    from ingest.questions.naming import order_ids

    ends_with(path, ".html", ".htm")
    with opened(curated) as warehouse:
        parts = _parts(warehouse, path, order_ids(warehouse, places or ()), by)
        for part in parts:
            printing.write_bytes(page(warehouse, part.order_ids), part.path)
    if by is not None:
        printing.write_bytes(index([part.region for part in parts if part.region], path), path)


def annotate(
    place: Annotated[str, typer.Argument(help="Приказ, регион или муниципалитет.", metavar="ПРИКАЗ")],
    path: Annotated[Path, typer.Argument(help="Куда записать: .docx, для PDF и .pdf.", metavar="ФАЙЛ")],
    curated: Curated = DEFAULT_CURATED,
    min_severity: Annotated[str, typer.Option(help="info, warning или error.")] = "info",
    changes: Annotated[bool, typer.Option("--changes", help="Внести предложенное исправлениями, как в Word.")] = False,
    accepted_only: Annotated[
        bool, typer.Option("--accepted-only", help="С --changes: только принятое аналитиком.")
    ] = False,
) -> None:
    """Записывает сам приказ с замечаниями на полях: DOCX с примечаниями, PDF с выделениями.

    Приказ из DOCX сохраняет свой вид; из текста, скана и других форматов он собирается заново.
    С --changes то, что предлагают замечания (сроки, имена, годы, термины, номера), вносится исправлениями: «Принять»
    и «Отклонить» — в Word.

    Примеры:

      dorkarta annotate 42-2023-3654 приказ-замечания.docx

      dorkarta annotate 42-2023-3654 приказ-замечания.pdf --min-severity warning

      dorkarta annotate 42-2023-3654 приказ-правка.docx --changes --accepted-only
    """
    from ingest.outputs.annotate import Changes, UnfitTargetError, annotated
    from ingest.questions.naming import one_order
    from parsers.errors import ParseError

    severities = severities_from(min_severity)
    if accepted_only and not changes:
        raise typer.BadParameter("нужен --changes", param_hint="--accepted-only")
    wanted = Changes.NONE if not changes else Changes.ACCEPTED if accepted_only else Changes.ALL
    try:
        with opened(curated) as warehouse:
            order_id = one_order(warehouse, place).order_id
            written = annotated(warehouse, curated, order_id, path, severities, wanted)
    except UnfitTargetError as error:
        raise typer.BadParameter(str(error), param_hint="ФАЙЛ") from error
    except ParseError as error:
        printing.failure(str(error))
        raise typer.Exit(1) from error
    for one in written:
        printing.write_bytes(one.content, one.path)
        told = plural(one.remarks, "примечание", "примечания", "примечаний")
        if changes:
            told += ", из них с исправлением: " + str(one.changes)
        printing.message(told)

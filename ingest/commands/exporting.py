"""Commands that write files for others: export, report, annotate."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ingest.commands import printing
from ingest.commands.errors import opened
from ingest.commands.listings import ends_with
from ingest.commands.options import Curated, Places, severities_from
from ingest.outputs.values import plural
from ingest.questions.place import DEFAULT_CURATED


def register(app: typer.Typer) -> None:
    """Adds the commands of this file."""
    app.command("export")(export)
    app.command("report")(report)
    app.command("annotate")(annotate)


def export(
    path: Annotated[Path, typer.Argument(help="Книга Excel, например приказы.xlsx.", metavar="ФАЙЛ.xlsx")],
    places: Places = None,
    curated: Curated = DEFAULT_CURATED,
) -> None:
    """Записывает хранилище в книгу Excel: приказы, мероприятия, сроки, ответственные, замечания, исправления.

    Примеры:

      dorkarta export приказы.xlsx

      dorkarta export кузбасс.xlsx 42
    """
    from ingest.outputs.workbook import warehouse_workbook
    from ingest.questions.naming import order_ids

    ends_with(path, ".xlsx")
    with opened(curated) as warehouse:
        content = warehouse_workbook(warehouse, order_ids(warehouse, places or ()))
    printing.write_bytes(content, path)


def report(
    path: Annotated[Path, typer.Argument(help="Страница, например отчёт.html.", metavar="ФАЙЛ.html")],
    places: Places = None,
    curated: Curated = DEFAULT_CURATED,
) -> None:
    """Записывает отчёт одной страницей, которая открывается без сети: что найдено, план по месяцам, замечания.

    Примеры:

      dorkarta report отчёт.html

      dorkarta report отчёт.html 42-novokuznetskii-2024-337
    """
    from ingest.outputs.report import report as page
    from ingest.questions.naming import order_ids

    ends_with(path, ".html", ".htm")
    with opened(curated) as warehouse:
        content = page(warehouse, order_ids(warehouse, places or ()))
    printing.write_bytes(content, path)


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

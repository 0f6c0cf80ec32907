"""Commands about what is wrong: findings, their review, corrections."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from pathlib import Path
from textwrap import shorten
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from ingest.commands import printing
from ingest.commands.errors import opened, reported
from ingest.commands.options import Curated, severities_from
from ingest.outputs import tabular
from ingest.outputs.labels import SEVERITIES, STATUSES
from ingest.outputs.values import plural
from ingest.questions.place import DEFAULT_CURATED

LISTED = ("open", "accepted")
FINDING_COLUMNS = {
    "severity": "важность",
    "place": "место",
    "message": "что не так",
    "suggestion": "предложение",
    "finding_id": "id",
}
CORRECTION_COLUMNS = {
    "target": "что исправлено",
    "column_name": "столбец",
    "printed": "было прочитано",
    "value": "исправлено на",
    "why": "почему",
    "problem": "не применено",
}
PLACE_WIDTH = 60

Ids = Annotated[list[str], typer.Argument(help="Замечания: id целиком или его конец после дефиса.", metavar="ID...")]
Why = Annotated[str, typer.Option("--why", help="Почему: причина хранится вместе с решением.")]


class FindingsGroup(TyperGroup):
    """Lists findings where no subcommand is named: `findings ORDER_ID` beside `findings dismiss ID`."""

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """Gives the order_id only what is no subcommand; the group's own options may stand on either side."""
        place = next((place for place, word in enumerate(args) if word in self.commands), None)
        if place is None:
            return super().make_context(info_name, args, parent, allow_interspersed_args=True, **extra)
        moved = ["", args[place], *args[:place], *args[place + 1 :]]
        return super().make_context(info_name, moved, parent, **extra)


findings_app = typer.Typer(cls=FindingsGroup, invoke_without_command=True)


def register(app: typer.Typer) -> None:
    """Adds the commands of this file."""
    app.add_typer(findings_app, name="findings")
    app.command("correct")(correct)
    app.command("corrections")(corrections)


@findings_app.callback()
def findings(
    context: typer.Context,
    order_id: Annotated[str | None, typer.Argument(help="Приказ; без него — все.")] = None,
    curated: Curated = DEFAULT_CURATED,
    check: Annotated[str, typer.Option(help="Только одна проверка, например period_out_of_plan.")] = "",
    min_severity: Annotated[str, typer.Option(help="info, warning или error.")] = "",
    status: Annotated[str, typer.Option(help="open, accepted или dismissed; без него — кроме отклонённых.")] = "",
    each: Annotated[bool, typer.Option("--each", help="Каждое место повторяющегося замечания отдельно.")] = False,
    output: Annotated[printing.FileFormat, typer.Option("--format", help="Вид вывода.")] = printing.FileFormat.TABLE,
    path: Annotated[Path | None, typer.Option("--output", help="Файл вместо вывода на экран.")] = None,
) -> None:
    """Показывает, что не так в приказах: худшее первым; принимает и отклоняет замечания.

    Что повторяется в приказе — одно замечание: решение о нём — обо всех его местах, кроме решённых отдельно (--each).

    Примеры:

      dorkarta findings

      dorkarta findings 42-novokuznetskii-2024-337 --check period_out_of_plan

      dorkarta findings --format xlsx --output замечания.xlsx

      dorkarta findings dismiss ff25a0e6fc --why "год указан верно"
    """
    if context.invoked_subcommand:
        return
    from ingest import api

    severities = severities_from(min_severity or ("warning" if output == printing.FileFormat.TABLE else "info"))
    if status not in ("", *STATUSES):
        raise typer.BadParameter("состояние: open, accepted или dismissed", param_hint="--status")
    with opened(curated) as warehouse:
        rows = api.find_findings(
            warehouse,
            order_id=order_id,
            check=check,
            severities=severities,
            statuses=(status,) if status else LISTED,
            each=each,
        )
    if output == printing.FileFormat.TABLE:
        _print_tables(rows)
    else:
        _write(rows, output, path)


def _print_tables(rows: list[dict[str, object]]) -> None:
    for name, of_order in groupby(sorted(rows, key=itemgetter("order_id")), itemgetter("order_id")):
        printing.print_table([_readable(row) for row in of_order], FINDING_COLUMNS, title=str(name))
    printing.message(plural(len(rows), "замечание", "замечания", "замечаний"))


def _readable(row: tabular.Row) -> tabular.Row:
    """A finding for the terminal: severity in Russian, long headings of sections cut."""
    section, _, rest = str(row["place"]).partition(", п. ")
    place = ", п. ".join(filter(None, (shorten(section, PLACE_WIDTH, placeholder="…"), rest)))
    return {**row, "severity": SEVERITIES[str(row["severity"])], "place": place}


def _write(rows: list[dict[str, object]], output: printing.FileFormat, path: Path | None) -> None:
    from ingest import api

    if output == printing.FileFormat.XLSX:
        from ingest.outputs.workbook import findings_workbook

        printing.write_bytes(findings_workbook(rows), path)
    elif path is None:
        printing.print_rows(rows, {name: name for name in api.FINDING_FIELDS}, output)
    elif output == printing.FileFormat.JSON:
        printing.write_bytes(f"{tabular.as_json(rows)}\n".encode(), path)
    else:
        printing.write_bytes(tabular.as_csv(rows, api.FINDING_FIELDS).encode("utf-8-sig"), path)


@findings_app.command("accept")
def accept(
    finding_ids: Ids,
    curated: Curated = DEFAULT_CURATED,
    why: Why = "",
    apply: Annotated[bool, typer.Option("--apply", help="Исправить срок или имя, как предлагает замечание.")] = False,
) -> None:
    """Принимает замечания: ошибка есть. С --apply срок или имя сразу исправляется на предложенное.

    Примеры:

      dorkarta findings accept ff25a0e6fc bc82d5d42b --why "год не обновлён"

      dorkarta findings accept ff25a0e6fc --apply --why "подтверждено министерством"
    """
    _review(finding_ids, "accepted", why, curated, apply)


@findings_app.command("dismiss")
def dismiss(finding_ids: Ids, why: Why, curated: Curated = DEFAULT_CURATED) -> None:
    """Отклоняет замечания: в приказе всё верно; из списков они уходят.

    Пример:

      dorkarta findings dismiss ff25a0e6fc --why "курсы и проводились в прошлом году"
    """
    _review(finding_ids, "dismissed", why, curated)


@findings_app.command("reopen")
def reopen(finding_ids: Ids, curated: Curated = DEFAULT_CURATED) -> None:
    """Возвращает замечания в неразобранные.

    Пример:

      dorkarta findings reopen ff25a0e6fc
    """
    _review(finding_ids, "open", "", curated)


def _review(finding_ids: list[str], status: str, why: str, curated: Path, apply: bool = False) -> None:
    from ingest import api

    with reported():
        done = api.review(finding_ids, status, why, curated, apply=apply)
    printing.message(f"{STATUSES[status].capitalize()}: {', '.join(one.finding_id for one in done.reviews)}")
    for made in done.corrections:
        printing.message(f"Исправлено: {made.target}, {made.column}: {made.value or 'пусто'}")
    if apply and not done.corrections:
        printing.message("Ни одно из этих замечаний не предлагает срока или имени: исправьте сами, dorkarta correct")


def correct(
    target: Annotated[str, typer.Argument(help="order_id; item_id (item_id#2 — второй срок); entity_id или имя.")],
    column: Annotated[str, typer.Argument(help="Что исправить: столбец приказа, start_date, end_date, canonical.")],
    value: Annotated[str | None, typer.Argument(help="Новое значение; '' — значения нет.")] = None,
    curated: Curated = DEFAULT_CURATED,
    why: Why = "",
    undo: Annotated[bool, typer.Option("--undo", help="Снять исправление.")] = False,
) -> None:
    """Исправляет прочитанное: реквизит приказа, срок, имя. Исправление переживает новые загрузки.

    Примеры:

      dorkarta correct 42-2023-3654 signed_on 25.10.2023 --why "дата на скане смазана"

      dorkarta correct 42-2023-3654.96227a78e5#2 end_date 2024-03-31 --why "опечатка в приказе"

      dorkarta correct "Шервдина Е.Д." canonical "Шевердина Е.Д." --why "опечатка"

      dorkarta correct 42-2023-3654 signed_on --undo
    """
    from ingest import api

    if undo == (value is not None):
        raise typer.BadParameter("нужно либо значение, либо --undo", param_hint="VALUE")
    with reported():
        if value is None:
            api.withdraw(target, column, curated)
            printing.message(f"Исправление снято: {target}, {column}")
            return
        made = api.correct(target, column, value, why, curated)
    for one in made:
        printing.message(f"Исправлено: {one.target}, {one.column}: {one.value or 'пусто'}")


def corrections(
    curated: Curated = DEFAULT_CURATED,
    output: Annotated[printing.Format, typer.Option("--format", help="Вид вывода.")] = printing.Format.TABLE,
) -> None:
    """Показывает исправления аналитиков: что было прочитано, на что исправлено, почему.

    Пример:

      dorkarta corrections
    """
    from ingest import api

    with opened(curated) as warehouse:
        rows = api.query(warehouse, "corrections")
    printing.print_rows(rows, CORRECTION_COLUMNS, output, title="Исправления")

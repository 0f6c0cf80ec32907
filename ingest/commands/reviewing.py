"""Commands about what is wrong: findings, their review, corrections."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from pathlib import Path
from textwrap import shorten
from typing import Annotated, Any

import typer

from ingest.commands import printing
from ingest.commands.errors import existing, opened
from ingest.commands.listings import MOST_PRINTED, Look, LookOption, OutOption, listing_of, look_of, write
from ingest.commands.options import Curated, severities_from
from ingest.commands.russian import RussianCommand, RussianGroup
from ingest.outputs import sheets, tabular
from ingest.outputs.labels import SEVERITIES, STATUSES
from ingest.outputs.listing import Listing
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
    "made_by": "кто",
    "made_at": "когда",
    "problem": "не применено",
}
PLACE_WIDTH = 60
WORST = 50
"""Findings that are printed of more than anybody reads at a terminal."""

Ids = Annotated[
    list[str], typer.Argument(help="Замечания: id целиком или его конец после дефиса.", metavar="ЗАМЕЧАНИЕ")
]
By = Annotated[
    str,
    typer.Option("--by", help="Чьё это решение; без него — имя входа в систему.", metavar="ИМЯ", show_default=False),
]
Why = Annotated[str, typer.Option("--why", help="Почему: причина хранится вместе с решением.")]


class FindingsGroup(RussianGroup):
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
    app.command("history")(history)


@findings_app.callback()
def findings(
    context: typer.Context,
    place: Annotated[
        str | None,
        typer.Argument(help="Приказ, регион (код или имя), муниципалитет; без него — все.", metavar="МЕСТО"),
    ] = None,
    curated: Curated = DEFAULT_CURATED,
    check: Annotated[str, typer.Option(help="Только одна проверка, например period_out_of_plan.")] = "",
    min_severity: Annotated[str, typer.Option(help="info, warning или error.")] = "",
    status: Annotated[str, typer.Option(help="open, accepted или dismissed; без него — кроме отклонённых.")] = "",
    each: Annotated[bool, typer.Option("--each", help="Каждое место повторяющегося замечания отдельно.")] = False,
    look: LookOption = None,
    out: OutOption = None,
) -> None:
    """Показывает, что не так в приказах: худшее первым; принимает и отклоняет замечания.

    Что повторяется в приказе — одно замечание: решение о нём — обо всех его местах, кроме решённых отдельно (--each).

    Примеры:

      dorkarta findings

      dorkarta findings 42-novokuznetskii-2024-337 --check period_out_of_plan

      dorkarta findings алтай --out замечания.xlsx

      dorkarta findings dismiss ff25a0e6fc --why "год указан верно"
    """
    if context.invoked_subcommand:
        return
    from ingest import api

    shown = look_of(look, out)
    severities = severities_from(min_severity or ("warning" if shown == Look.TABLE else "info"))
    if status not in ("", *STATUSES):
        raise typer.BadParameter("состояние: open, accepted или dismissed", param_hint="--status")
    places, statuses = [place] if place else [], (status,) if status else LISTED
    with opened(curated) as warehouse:
        rows = api.find_findings(
            warehouse,
            places=places,
            check=check,
            severities=severities,
            statuses=statuses,
            each=each,
            most=MOST_PRINTED + 1 if shown == Look.TABLE else None,
        )
        total = len(rows)
        if shown == Look.TABLE and total > MOST_PRINTED:
            total = api.count_findings(warehouse, places, check, severities, statuses, each)
    if shown == Look.TABLE:
        _print_tables(rows if total <= MOST_PRINTED else rows[:WORST], total)
    elif shown == Look.XLSX:
        from ingest.outputs.workbook import findings_workbook

        printing.write_bytes(findings_workbook(rows), out)
    else:
        write(Listing(sheets.FINDING_SHEET, sheets.FINDINGS, rows), shown, out, rows, api.FINDING_FIELDS)


def _print_tables(rows: list[dict[str, object]], total: int) -> None:
    for name, of_order in groupby(sorted(rows, key=itemgetter("order_id")), itemgetter("order_id")):
        printing.print_table([_readable(row) for row in of_order], FINDING_COLUMNS, title=str(name))
    printing.message(plural(total, "замечание", "замечания", "замечаний"))
    if total > len(rows):
        printing.message(
            f"Показаны худшие {len(rows)}: назовите приказ, регион или проверку; все — в --format csv, xlsx или html"
        )


def _readable(row: tabular.Row) -> tabular.Row:
    """A finding for the terminal: severity in Russian, long headings of sections cut."""
    section, _, rest = str(row["place"]).partition(", п. ")
    place = ", п. ".join(filter(None, (shorten(section, PLACE_WIDTH, placeholder="…"), rest)))
    return {**row, "severity": SEVERITIES[str(row["severity"])], "place": place}


@findings_app.command("accept", cls=RussianCommand)
def accept(
    finding_ids: Ids,
    curated: Curated = DEFAULT_CURATED,
    why: Why = "",
    by: By = "",
    apply: Annotated[bool, typer.Option("--apply", help="Исправить срок или имя, как предлагает замечание.")] = False,
) -> None:
    """Принимает замечания: ошибка есть. С --apply срок или имя сразу исправляется на предложенное.

    Примеры:

      dorkarta findings accept ff25a0e6fc bc82d5d42b --why "год не обновлён"

      dorkarta findings accept ff25a0e6fc --apply --why "подтверждено министерством"
    """
    _review(finding_ids, "accepted", why, curated, by, apply)


@findings_app.command("dismiss", cls=RussianCommand)
def dismiss(finding_ids: Ids, why: Why, curated: Curated = DEFAULT_CURATED, by: By = "") -> None:
    """Отклоняет замечания: в приказе всё верно; из списков они уходят.

    Пример:

      dorkarta findings dismiss ff25a0e6fc --why "курсы и проводились в прошлом году"
    """
    _review(finding_ids, "dismissed", why, curated, by)


@findings_app.command("reopen", cls=RussianCommand)
def reopen(finding_ids: Ids, curated: Curated = DEFAULT_CURATED, by: By = "") -> None:
    """Возвращает замечания в неразобранные.

    Пример:

      dorkarta findings reopen ff25a0e6fc
    """
    _review(finding_ids, "open", "", curated, by)


def _review(finding_ids: list[str], status: str, why: str, curated: Path, by: str, apply: bool = False) -> None:
    from ingest import api

    with existing(curated):
        done = api.review(finding_ids, status, why, curated, apply=apply, by=by)
    printing.message(f"{STATUSES[status].capitalize()}: {', '.join(one.finding_id for one in done.reviews)}")
    for made in done.corrections:
        printing.message(f"Исправлено: {made.target}, {made.column}: {made.value or 'пусто'}")
    if apply and not done.corrections:
        printing.message("Ни одно из этих замечаний не предлагает срока или имени: исправьте сами, dorkarta correct")


def correct(
    target: Annotated[
        str,
        typer.Argument(help="Приказ; item_id (item_id#2 — второй срок); entity_id или имя.", metavar="ЧТО"),
    ],
    column: Annotated[
        str,
        typer.Argument(
            help="Столбец приказа; у item_id: activity, number, section, topic, exam, period и responsibles (слова, "
            "читаются заново), start_date, end_date; у имени: canonical.",
            metavar="СТОЛБЕЦ",
        ),
    ],
    value: Annotated[str | None, typer.Argument(help="Новое значение; '' — значения нет.", metavar="ЗНАЧЕНИЕ")] = None,
    curated: Curated = DEFAULT_CURATED,
    why: Why = "",
    by: By = "",
    undo: Annotated[bool, typer.Option("--undo", help="Снять исправление.")] = False,
) -> None:
    """Исправляет прочитанное: реквизит приказа, любую графу, срок, имя. Исправление переживает новые загрузки.

    Примеры:

      dorkarta correct 42-2023-3654 signed_on 25.10.2023 --why "дата на скане смазана"

      dorkarta correct 42-2023-3654.96227a78e5#2 end_date 2024-03-31 --why "опечатка в приказе"

      dorkarta correct 42-2023-3654.96227a78e5 period "ноябрь 2023 года" --why "в приказе описка"

      dorkarta correct "Шервдина Е.Д." canonical "Шевердина Е.Д." --why "опечатка"

      dorkarta correct 42-2023-3654 signed_on --undo
    """
    from ingest import api

    if undo == (value is not None):
        raise typer.BadParameter("нужно либо значение, либо --undo", param_hint="ЗНАЧЕНИЕ")
    with existing(curated):
        if value is None:
            api.withdraw(target, column, curated, by)
            printing.message(f"Исправление снято: {target}, {column}")
            return
        made = api.correct(target, column, value, why, curated, by)
    for one in made:
        printing.message(f"Исправлено: {one.target}, {one.column}: {one.value or 'пусто'}")


def corrections(
    curated: Curated = DEFAULT_CURATED,
    look: LookOption = None,
    out: OutOption = None,
) -> None:
    """Показывает исправления аналитиков: что было прочитано, на что исправлено, кем, когда и почему.

    Пример:

      dorkarta corrections
    """
    from ingest import api

    shown = look_of(look, out)
    with opened(curated) as warehouse:
        rows = api.query(warehouse, "corrections")
    write(listing_of("Исправления", CORRECTION_COLUMNS, rows), shown, out, rows, list(CORRECTION_COLUMNS))


def history(
    place: Annotated[str, typer.Argument(help="Приказ, регион или муниципалитет.", metavar="ПРИКАЗ")],
    curated: Curated = DEFAULT_CURATED,
    look: LookOption = None,
    out: OutOption = None,
) -> None:
    """Показывает, что было с приказом: загрузки, решения по замечаниям и исправления, и снятые тоже: кто и когда.

    Примеры:

      dorkarta history 42-novokuznetskii-2024-337

      dorkarta history новокузнецк --out история.xlsx
    """
    from ingest.questions.history import history as events

    shown = look_of(look, out)
    with opened(curated) as warehouse:
        rows = events(warehouse, curated, place)
    title = str(rows[0]["order_id"]) if rows else place
    write(Listing(title, sheets.HISTORY, rows), shown, out, rows, [column.name for column in sheets.HISTORY])

"""Commands that need no warehouse: explain, normalize, doctor."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ingest.commands import printing
from ingest.commands.errors import reported
from ingest.commands.options import Curated
from ingest.commands.russian import RussianCommand, RussianGroup
from ingest.commands.streams import write_data
from ingest.outputs import tabular
from ingest.outputs.labels import FLAGS, PERIOD_KINDS, YEAR_BASES, coded
from ingest.outputs.period_rules import rule_in_words
from ingest.outputs.values import shown
from ingest.questions.place import DEFAULT_CURATED

if TYPE_CHECKING:
    from normalize.model import Period, PlanWindow

JsonLine = dict[str, Any]
normalize_app = typer.Typer(
    cls=RussianGroup, no_args_is_help=True, help="Нормализует строки JSON из стандартного ввода, по одной."
)


def register(app: typer.Typer) -> None:
    """Adds the commands of this file."""
    app.command("explain")(explain)
    app.add_typer(normalize_app, name="normalize")
    app.command("doctor")(doctor)


def explain(
    text: Annotated[str, typer.Argument(help="Срок, как он напечатан.")],
    plan: Annotated[str, typer.Option(help="Учебный год плана.")] = "",
    section: Annotated[str, typer.Option(help="Заголовок раздела, в котором стоит срок.")] = "",
) -> None:
    """Показывает, как читается срок: правило, рассмотренные прочтения, выбранное и почему.

    Примеры:

      dorkarta explain "ноябрь - февраль 2024 года" --plan 2024-2025

      dorkarta explain "август-сентябрь" --plan 2020-2021 --section "Анализ проведения ГИА в 2020 году"
    """
    from normalize.periods.read import read_period

    window = _plan_window(plan)
    for period in read_period(text, window, section):
        _print_period(period)


def _plan_window(plan: str) -> PlanWindow | None:
    if not plan:
        return None
    first, _, second = plan.replace("/", "-").replace("–", "-").partition("-")
    if not (first.isdigit() and second.isdigit() and 1990 <= int(first) <= 2100 and int(second) == int(first) + 1):
        raise typer.BadParameter("учебный год пишется так: --plan 2024-2025")
    from normalize.model import PlanWindow

    return PlanWindow.of_year(int(first))


def _print_period(period: Period) -> None:
    lines = {
        "напечатано": period.raw,
        "вид": coded(PERIOD_KINDS, period.kind),
        "начало": shown(period.start) or "—",
        "конец": shown(period.end) or "—",
        "год": coded(YEAR_BASES, period.year_basis),
        "уверенность в годе": "" if period.year_confidence is None else shown(period.year_confidence),
        "признаки": ", ".join(coded(FLAGS, flag) for flag in period.flags),
        "вероятно, имелось в виду": _span(period.suggested_start, period.suggested_end),
        "правило": rule_in_words(period.rule),
    }
    printing.print_table(
        [{"what": name, "value": value} for name, value in lines.items() if value],
        {"what": "", "value": period.raw},
    )
    if period.readings:
        readings = [
            {"mark": "→" if reading.chosen else "", "dates": _span(reading.start, reading.end), "why": reading.reason}
            for reading in period.readings
        ]
        printing.print_table(readings, {"mark": "", "dates": "прочтение", "why": "почему"})


def _span(start: date | None, end: date | None) -> str:
    return f"{shown(start)} – {shown(end)}" if start or end else ""


@normalize_app.command("period", cls=RussianCommand)
def normalize_period() -> None:
    """Сроки: на входе {"raw", "plan_start", "plan_end", "section"?}, на выходе {"periods": [...]} в том же порядке.

    Пример:

      echo '{"raw": "IV квартал", "plan_start": "2024-09-01", "plan_end": "2025-08-31"}' | dorkarta normalize period
    """
    _stream(_read_period_line)


@normalize_app.command("responsible", cls=RussianCommand)
def normalize_responsible() -> None:
    """Ответственные: на входе {"raw", "order_text"?}, на выходе {"responsibles": [...]}.

    Пример:

      echo '{"raw": "УО АНМО, Полосина Н.В."}' | dorkarta normalize responsible
    """
    _stream(_read_responsible_line)


def _stream(read: Callable[[JsonLine], JsonLine]) -> None:
    """One JSON line out for each line in; a line that cannot be read gives {"error": ...} in its place."""
    for line in sys.stdin.buffer:
        write_data(f"{tabular.as_json([_answer(read, line)])[1:-1]}\n")


def _answer(read: Callable[[JsonLine], JsonLine], line: bytes) -> JsonLine:
    try:
        given = json.loads(line.decode("utf-8"))
        if not isinstance(given, dict) or not isinstance(given.get("raw"), str):
            return {"error": 'нужен объект с текстом в поле "raw"'}
        return read(given)
    except (UnicodeDecodeError, RecursionError, ValueError) as error:
        return {"error": f"строка не читается: {error}"}


def _read_period_line(given: JsonLine) -> JsonLine:
    from normalize.model import PlanWindow
    from normalize.periods.read import read_period

    start, end = given.get("plan_start"), given.get("plan_end")
    window = PlanWindow(date.fromisoformat(str(start)), date.fromisoformat(str(end))) if start and end else None
    return {"periods": [_period_json(period) for period in read_period(given["raw"], window, _text(given, "section"))]}


def _period_json(period: Period) -> JsonLine:
    return {
        "kind": period.kind,
        "start": _iso(period.start),
        "end": _iso(period.end),
        "year_basis": period.year_basis,
        "year_confidence": period.year_confidence,
        "flags": list(period.flags),
        "suggested_start": _iso(period.suggested_start),
        "suggested_end": _iso(period.suggested_end),
        "rule": period.rule,
    }


def _read_responsible_line(given: JsonLine) -> JsonLine:
    from ingest.orders.context import context_of_text
    from normalize.responsibles.read import read_responsible

    found = read_responsible(given["raw"], context_of_text(_text(given, "order_text")))
    return {
        "responsibles": [
            {"mention": responsible.mention, "kind": responsible.kind, "canonical": responsible.canonical}
            for responsible in found
        ]
    }


def _text(given: JsonLine, name: str) -> str:
    value = given.get(name)
    return value if isinstance(value, str) else ""


def _iso(value: date | None) -> str | None:
    return value.isoformat() if value else None


def doctor(
    file: Annotated[
        Path | None,
        typer.Argument(help="Файл PDF: показать, где наше чтение и pdfplumber расходятся.", show_default=False),
    ] = None,
    curated: Curated = DEFAULT_CURATED,
    repair: Annotated[bool, typer.Option("--repair", help="Восстановить утраченное и повреждённое.")] = False,
) -> None:
    """Показывает, какие программы установлены и цело ли хранилище; с файлом PDF — оба его чтения.

    Примеры:

      dorkarta doctor

      dorkarta doctor приказ.pdf

      dorkarta doctor --repair
    """
    if file is not None:
        _show_both_readings(file)
        return
    from ingest.orders.doctor import diagnose

    rows = [
        {
            "name": found.program.name,
            "state": "есть" if found.present else found.note or "нет",
            "purpose": found.program.purpose,
            "what": found.path if found.present else f"{found.program.without}. {found.program.install}",
        }
        for found in diagnose()
    ]
    printing.print_table(
        rows, {"name": "программа", "state": "состояние", "purpose": "для чего", "what": "где / без неё"}
    )
    printing.message("DOCX, PDF с текстом, ODT, HTML, XLSX и текст читаются без всяких программ.")
    _examine(curated, repair)


def _examine(curated: Path, repair: bool) -> None:
    """What is damaged in the warehouse, or what was set right; exit code 1 where something is not as it should be."""
    from ingest.orders import repair as repairing

    if not repairing.is_warehouse(curated):
        printing.message(f"В {curated} хранилища нет.")
        return
    with reported():
        lines = [(one.line, one.lost) for one in repairing.repair(curated)] if repair else _damages(curated)
    for line, lost in lines:
        (printing.failure if lost else printing.message)(line)
    if not any(lost for _, lost in lines):
        printing.message(f"Хранилище {curated} цело.")
        return
    if not repair:
        printing.message("Исправить: dorkarta doctor --repair")
    raise typer.Exit(1)


def _damages(curated: Path) -> list[tuple[str, bool]]:
    from ingest.orders.repair import damages

    return [(str(one), True) for one in damages(curated)]


def _show_both_readings(file: Path) -> None:
    from ingest.orders.second_reading import differences
    from parsers.errors import ParseError
    from parsers.formats.pdf.second_reader import SecondReadingError

    try:
        pages, found = differences(file)
    except (ParseError, SecondReadingError) as error:
        printing.failure(f"{file.name}: {error}")
        raise typer.Exit(1) from error
    if pages is None:
        printing.message(f"{file.name}: второе чтение есть только у PDF")
    elif not found:
        printing.message(f"{file.name}: оба чтения совпадают, страниц: {pages}")
    else:
        rows = [{"page": one.page, "ours": one.ours, "second": one.second} for one in found]
        printing.print_table(rows, {"page": "стр.", "ours": "dorkarta", "second": "pdfplumber"})

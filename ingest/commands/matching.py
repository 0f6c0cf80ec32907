"""The command explain-match: why two activities are, or are not, taken for the same."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ingest.commands import printing
from ingest.commands.errors import opened
from ingest.commands.listings import Look, LookOption, OutOption, listing_of, look_of, write, write_json
from ingest.commands.options import Curated
from ingest.questions.place import DEFAULT_CURATED

if TYPE_CHECKING:
    from warehouse.corpus.matching.explain import Explanation
    from warehouse.corpus.matching.profiles import Matchable

BETWEEN_HEADINGS = " / "


def register(app: typer.Typer) -> None:
    """Adds the command of this file."""
    app.command("explain-match")(explain_match)


def explain_match(
    items: Annotated[list[str] | None, typer.Argument(help="Два item_id из хранилища.", show_default=False)] = None,
    text: Annotated[tuple[str, str] | None, typer.Option(help="Два текста вместо item_id.", show_default=False)] = None,
    section: Annotated[
        tuple[str, str] | None,
        typer.Option(help="Заголовки над текстами, внешний первым, через « / ».", show_default=False),
    ] = None,
    curated: Curated = DEFAULT_CURATED,
    look: LookOption = None,
    out: OutOption = None,
) -> None:
    """Показывает, одно ли это мероприятие и списан ли текст: оценка, из чего она сложилась, признаки рядом.

    Примеры:

      dorkarta explain-match 42-2023-3654.0a1b2c3d4e 22-2023-1030.5f6a7b8c9d

      dorkarta explain-match --text "Проведение анализа ОГЭ" "Анализ результатов ЕГЭ"
    """
    from warehouse.corpus.matching.explain import explain

    if text and not items:
        headings = section or ("", "")
        sides = [_of_text(one, above) for one, above in zip(text, headings, strict=True)]
    elif items and len(items) == 2 and not (text or section):
        sides = _loaded(items, curated)
    else:
        raise typer.BadParameter("нужны два item_id или --text ТЕКСТ ТЕКСТ")
    _print([activity for activity, _ in sides], explain(*(compared for _, compared in sides)), look_of(look, out), out)


def _of_text(text: str, section: str) -> tuple[str, Matchable]:
    from ingest.questions.matching import matchable

    return text, matchable(text, tuple(filter(None, reversed(section.split(BETWEEN_HEADINGS)))))


def _loaded(items: list[str], curated: Path) -> list[tuple[str, Matchable]]:
    from ingest.questions.matching import loaded

    with opened(curated) as connection:
        return [loaded(connection, item_id) for item_id in items]


def _print(texts: list[str], found: Explanation, look: Look, path: Path | None) -> None:
    facets = [asdict(facet) for facet in found.facets]
    headings = _FACETS | {"one": texts[0], "other": texts[1]}
    if look == Look.JSON:
        write_json([{"texts": texts, **asdict(found)}], path)
        return
    printing.message(f"{found.reason}. {_copied(found)}")
    if look != Look.TABLE:
        write(listing_of("Признаки", headings, facets), look, path, facets, list(_FACETS))
        return
    printing.print_table(facets, headings)
    printing.print_table([asdict(feature) for feature in found.features], _FEATURES)


def _copied(found: Explanation) -> str:
    likeness = f"{found.likeness:.2f}".replace(".", ",")
    return f"{'Текст взят один из другого' if found.copy else 'Тексты написаны независимо'}: сходство {likeness}."


_FACETS = {"kind": "признак", "both": "у обоих", "one": "у первого", "other": "у второго"}
_FEATURES = {"name": "что сравнивается", "value": "значение", "weight": "вклад в оценку"}

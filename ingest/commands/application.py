"""The command `dorkarta`: one typer application, its commands by groups in the other files of this folder."""

from __future__ import annotations

from importlib.metadata import version
from typing import Annotated

import typer

from ingest.commands import comparing, differing, exporting, inspecting, loading, matching, reviewing, serving, telling

app = typer.Typer(
    name="dorkarta",
    help="Читает приказы о «дорожных картах», сравнивает их и находит в них ошибки.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_show_locals=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(f"dorkarta {version('dorkarta')}")
        raise typer.Exit


@app.callback()
def options(
    show_version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Показать версию и выйти.")
    ] = False,
) -> None:
    """The options of `dorkarta` itself."""


for group in (loading, inspecting, reviewing, comparing, differing, exporting, serving, matching, telling):
    group.register(app)

"""The command `dorkarta`: one typer application, its commands by groups in the other files of this folder."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from ingest.commands import (
    advising,
    comparing,
    differing,
    exporting,
    inspecting,
    loading,
    matching,
    reviewing,
    rolling,
    serving,
    telling,
)
from ingest.commands.russian import RussianCommand, RussianGroup


class Application(typer.Typer):
    """A typer application whose commands speak Russian."""

    def command(self, *args: Any, **named: Any) -> Any:
        """The same, with the Russian usage and types."""
        return super().command(*args, **{"cls": RussianCommand, **named})


app = Application(
    cls=RussianGroup,
    invoke_without_command=True,
    name="dorkarta",
    help="Читает приказы о «дорожных картах», сравнивает их и находит в них ошибки.",
    add_completion=False,
    pretty_exceptions_show_locals=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _show_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"dorkarta {version('dorkarta')}")
        raise typer.Exit


@app.callback()
def options(
    context: typer.Context,
    show_version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Показать версию и выйти.")
    ] = False,
) -> None:
    """Читает приказы о «дорожных картах», сравнивает их и находит в них ошибки.

    Пример:

      dorkarta load приказ.docx
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


_GROUPS = (
    loading,
    inspecting,
    reviewing,
    comparing,
    differing,
    exporting,
    rolling,
    serving,
    matching,
    telling,
    advising,
)
for group in _GROUPS:
    group.register(app)

"""The command `dorkarta`: one typer application, its commands by groups in the other files of this folder."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Annotated, Any

import typer

from ingest.commands.russian import RussianCommand, RussianGroup

GROUPS = {
    "loading": ("load", "remove", "versions", "restore"),
    "inspecting": ("orders", "sql"),
    "reviewing": ("findings", "correct", "corrections", "history"),
    "comparing": ("compare",),
    "differing": ("diff", "lineage"),
    "exporting": ("export", "report", "annotate"),
    "rolling": ("roll",),
    "serving": ("app",),
    "watching": ("watch",),
    "matching": ("explain-match",),
    "linking": ("links",),
    "vocabulary": ("vocabulary",),
    "telling": ("explain", "normalize", "doctor"),
    "advising": ("next",),
}
"""The files of this folder that hold commands, in the order of the help page, and the commands of each."""


class Application(typer.Typer):
    """A typer application whose commands speak Russian; `listed`: it only lists them, so their options don't matter."""

    listed = False

    def command(self, *args: Any, **named: Any) -> Any:
        """The same, with the Russian usage and types."""
        register = super().command(*args, **{"cls": RussianCommand, **named})
        return (lambda function: register(_summary(function))) if self.listed else register


def _summary(function: Callable[..., None]) -> Callable[[], None]:
    """A command's name and help without its options, which take typer longer to read than to import everything."""

    def summary() -> None:
        raise NotImplementedError

    summary.__name__, summary.__doc__ = function.__name__, function.__doc__
    return summary


def _show_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"dorkarta {version('dorkarta')}")
        raise typer.Exit


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


def application(words: Sequence[str] = ()) -> Application:
    """The application for a command line: with the commands of one file where the first word names one of them.

    To import all of them takes longer than most commands do. Help, wrong names and tests see every command; for the
    help page of them all their names and what they do suffice.
    """
    named = [group for group, commands in GROUPS.items() if words and words[0] in commands]
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
    app.callback()(options)
    app.listed = list(words) in (["--help"], ["-h"])
    for group in named or GROUPS:
        import_module(f"ingest.commands.{group}").register(app)
    return app


def __getattr__(name: str) -> Any:
    """`app`: the application with every command, built when it is asked for."""
    if name != "app":
        raise AttributeError(name)
    globals()["app"] = application()
    return globals()["app"]

"""The command `dorkarta`: one typer application, its commands by groups in the other files of this folder."""

from __future__ import annotations

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
for group in (loading, inspecting, reviewing, comparing, differing, exporting, serving, matching, telling):
    group.register(app)

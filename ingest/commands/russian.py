"""The words that typer itself prints, in Russian: usage, headings, types, errors of usage."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from ingest.commands import printing

_CLICK_ERROR: type[Exception] = typer.BadParameter.__mro__[2]
"""The error that typer reports itself: ClickException, wherever the installed version keeps it."""
_HEADINGS = {
    "DEFAULT_STRING": "[по умолчанию: {}]",
    "ENVVAR_STRING": "[переменная окружения: {}]",
    "REQUIRED_LONG_STRING": "[обязательно]",
    "ARGUMENTS_PANEL_TITLE": "Что назвать",
    "OPTIONS_PANEL_TITLE": "Параметры",
    "COMMANDS_PANEL_TITLE": "Команды",
    "ERRORS_PANEL_TITLE": "Ошибка",
    "ABORTED_TEXT": "Прервано.",
}
_USAGE = {
    "Usage:": "Вызов:",
    "[OPTIONS]": "[ПАРАМЕТРЫ]",
    "COMMAND [ARGS]...": "КОМАНДА ...",
    "COMMAND": "КОМАНДА",
    "[ARGS]...": "...",
}
_TYPES = {
    "<str>": "ТЕКСТ",
    "<path>": "ПУТЬ",
    "<int>": "ЧИСЛО",
    "<float>": "ЧИСЛО",
    "<bool>": "",
    "<list[str]>": "ТЕКСТ …",
    "<list[path]>": "ПУТЬ …",
}
_SAID: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.DOTALL), told)
    for pattern, told in (
        (
            r"No such option:? '?([^' ]+)'?.*?\((?:Possible options: |Did you mean )(.+?)\??\)",
            r"нет параметра \1; есть \2",
        ),
        (r"No such option:? '?([^' ]+)'?.*", r"нет параметра \1"),
        (r"No such command '([^']*)'\.?(?: Did you mean (.+?)\?)", r"нет команды «\1»; возможно, \2"),
        (r"No such command '([^']*)'.*", r"нет команды «\1»"),
        (r"Missing command.*", "назовите команду"),
        (r"Missing argument '?([^'.]+)'?.*", r"не названо: \1"),
        (r"Missing option '?([^'.]+)'?.*", r"нужен параметр \1"),
        (r"Missing parameter:? '?([^'.]+)'?.*", r"не названо: \1"),
        (r"Got unexpected extra arguments?(?:\(s\))? \((.*)\)", r"лишние слова: \1"),
        (r"Option '?([^' ]+)'? requires an argument.*", r"после \1 нужно значение"),
        (r"Option '?([^' ]+)'? requires (\d+) arguments.*", r"после \1 нужно значений: \2"),
        (r"Option '?([^' ]+)'? does not take a value.*", r"после \1 значение не пишется"),
        (r"Argument '?([^' ]+)'? takes (\d+) values.*", r"\1: нужно значений: \2"),
        (r".*valid (?:integer|int|float|number).*", "нужно число"),
        (r".*greater than or equal to (\S+).*", r"нужно число не меньше \1"),
        (r".*less than or equal to (\S+).*", r"нужно число не больше \1"),
        (r".*is not in the range (\S+?)\.?", r"число вне границ \1"),
        (r"Input should be (.+)", r"можно: \1"),
        (r".*is not one of (.+?)\.?", r"можно: \1"),
    )
)
_RUSSIAN = re.compile("[а-яё]", re.IGNORECASE)


class _InRussian:
    """What a command and a group of commands tell alike: usage, types and the help option in Russian."""

    def get_usage(self, ctx: Any) -> str:
        """The line of usage."""
        return _usage(super().get_usage(ctx))  # type: ignore[misc]

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The page of help, under Russian headings."""
        headings()
        super().format_help(ctx, formatter)  # type: ignore[misc]

    def get_params(self, ctx: Any) -> list[Any]:
        """The parameters, their types in Russian."""
        return [_in_russian(parameter) for parameter in super().get_params(ctx)]  # type: ignore[misc]


class RussianCommand(_InRussian, TyperCommand):
    """A command that tells about itself in Russian."""


class RussianGroup(_InRussian, TyperGroup):
    """The same for a command that has commands; the outermost one reports errors of usage."""

    def main(self, args: Any = None, *, standalone_mode: bool = True, **extra: Any) -> Any:  # type: ignore[override]
        """Runs the command; errors of usage and of files are one Russian line, and exit codes 2 and 1."""
        if not standalone_mode:
            return super().main(args, standalone_mode=False, **extra)
        try:
            code = super().main(args, standalone_mode=False, **extra)
        except _CLICK_ERROR as error:
            _report(error)
            sys.exit(2)
        except typer.Abort:
            printing.failure("Прервано.")
            sys.exit(1)
        except BrokenPipeError:
            sys.exit(1)
        except OSError as error:
            printing.failure(printing.why_not(error))
            sys.exit(1)
        sys.exit(code if isinstance(code, int) else 0)


def headings() -> None:
    """Gives typer's pages of help their Russian headings; only help needs what draws it, which is slow to import."""
    from typer import rich_utils

    for name, words in _HEADINGS.items():
        if hasattr(rich_utils, name):
            setattr(rich_utils, name, words)


def said(error: Exception) -> str:
    """What is wrong with the words of a command, in Russian: '--jobs: нужно число'."""
    message = str(getattr(error, "message", "") or "")
    hint = _hint(error)
    if not _RUSSIAN.search(message):
        formatted = error.format_message() if hasattr(error, "format_message") else message
        known = _told(message) or _told(formatted)
        message = known or ("значение не подходит" if hint else "команда написана неверно")
        if formatted.startswith("Missing"):
            return message
    return f"{hint}: {message}" if hint else message


def _told(message: str) -> str:
    """The Russian of a sentence of typer; '' for one that is not known."""
    found = ((pattern.fullmatch(message), told) for pattern, told in _SAID)
    words = next((match.expand(told) for match, told in found if match), "")
    return words.replace("' or '", "', '").replace("'", "")


def _hint(error: Exception) -> str:
    """The parameter that an error is about: '--jobs'."""
    hint = getattr(error, "param_hint", None)
    if hint is None and getattr(error, "param", None) is not None:
        hint = error.param.get_error_hint()  # type: ignore[attr-defined]
    return " / ".join(hint) if isinstance(hint, list | tuple) else str(hint or "").replace("'", "")


def _report(error: Exception) -> None:
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        return
    printing.failure(f"Ошибка: {said(error)}")
    if context is not None:
        printing.message(context.get_usage())
        printing.message(f"Справка: {context.command_path} --help")


def _usage(text: str) -> str:
    for english, russian in _USAGE.items():
        text = text.replace(english, russian)
    return text


def _in_russian(parameter: Any) -> Any:
    """A parameter that tells its type in Russian; the option --help, what it does."""
    if "--help" in parameter.opts:
        parameter.help = "Показать эту справку."
    told: Callable[..., str | None] | None = getattr(parameter, "display_type_rich", None)
    if told is not None and not isinstance(told, _TypeTold):
        parameter.display_type_rich = _TypeTold(told)
    read: Callable[[], Any] | None = getattr(parameter, "get_runtime_param", None)
    if read is not None and not isinstance(read, _Coercion):
        parameter.get_runtime_param = _Coercion(parameter, read)
    return parameter


class _TypeTold:
    """What stands for the type of a parameter in its help."""

    def __init__(self, told: Callable[..., str | None]) -> None:
        self._told = told

    def __call__(self, *args: Any, **named: Any) -> str | None:
        told = self._told(*args, **named)
        return None if told is None else _TYPES.get(told, told.strip("<>"))


class _Coercion:
    """How a parameter's words become its value: plain texts and paths as they are, all else by typer's own way.

    That imports pydantic, which takes longer than most commands do. A typer that has another way keeps it.
    """

    def __init__(self, parameter: Any, own: Callable[[], Any]) -> None:
        self._parameter, self._own = parameter, own

    def __call__(self) -> _Coercion:
        return self

    def coerce(self, value: Any, param: Any, ctx: Any) -> Any:
        """The value of a parameter; raises what typer raises for a wrong one."""
        described = self._parameter.type_descriptor
        several = param.multiple or param.nargs == -1
        if value is None:
            return () if several else None
        if described.annotation is str and _is_plain(value) and not several:
            return str(value)
        if described.annotation is Path and _is_readable(value, described.parameter_info) and not several:
            return Path(value)
        if described.annotation == list[str] and several and all(map(_is_plain, value)):
            return list(value)
        return self._own().coerce(value, param=param, ctx=ctx)


def _is_plain(value: object) -> bool:
    """Whether it is text that can be written: words of a command line may hold bytes that are none."""
    try:
        return isinstance(value, str) and bool(value.encode("utf-8") or True)
    except UnicodeEncodeError:
        return False


def _is_readable(value: object, asked: Any) -> bool:
    """Whether a path is one that typer takes as it is: nothing is asked of it but to be readable, where it is there."""
    told = any(
        getattr(asked, name, None)
        for name in ("exists", "writable", "resolve_path", "allow_dash", "path_type", "parser")
    )
    if told or not (asked.file_okay and asked.dir_okay) or not (isinstance(value, Path) or _is_plain(value)):
        return False
    return os.access(str(value), os.R_OK) or not os.path.exists(str(value))

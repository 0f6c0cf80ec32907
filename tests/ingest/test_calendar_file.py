"""Plans as calendar files, read by a strict reader of RFC 5545: lines, escapes, days, names that survive a reload."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ingest import api
from ingest.commands.application import app
from ingest.orders.load import LoadOptions

Event = dict[str, str]
HEAD = "\n".join(
    (
        "ДЕПАРТАМЕНТ ОБРАЗОВАНИЯ ВОЛОГОДСКОЙ ОБЛАСТИ",
        "ПРИКАЗ",
        "от 05.10.2024 № 71",
        "Об утверждении дорожной карты по подготовке к проведению ГИА в Вологодской области в 2024-2025 учебном году",
        "Дорожная карта",
        "№ п/п\tМероприятия\tСроки\tОтветственные",
    )
)
ROWS = (
    "1.1.\tПроведение анализа результатов ГИА; запятые, точки\tоктябрь 2024 года\tРЦОИ",
    "1.2.\tСбор данных об участниках\tдо 20.11.2024\tИванова И.И.",
    "1.3.\tОбучение организаторов\tноябрь 2024 года, март 2025 года\tРЦОИ, Иванова И.И.",
    "1.4.\tРабота горячей линии\tв течение года\tРЦОИ",
    "1.5.\tСовещание директоров школ\t14 января 2025 года\tДепартамент образования",
)
runner = CliRunner()


def read(content: bytes) -> list[Event]:
    """The events, unfolded and unescaped. AssertionError where RFC 5545 is broken."""
    assert content.endswith(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    lines = re.sub(r"\r\n[ \t]", "", content.decode()).split("\r\n")[:-1]
    assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert {"VERSION:2.0", "PRODID:-//dorkarta//plan//RU"} <= set(lines)
    events: list[Event] = []
    inside = False
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            assert not inside
            events.append({})
            inside = True
        elif line == "END:VEVENT":
            inside = False
        elif inside:
            assert name not in events[-1], name
            events[-1][name] = re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)
    for event in events:
        assert {"UID", "DTSTAMP", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "SUMMARY"} <= event.keys()
        assert re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTAMP"])
        assert days(event)[0] <= days(event)[1]
    assert len({event["UID"] for event in events}) == len(events)
    return events


def days(event: Event) -> tuple[date, date]:
    first, after = (event[f"{name};VALUE=DATE"] for name in ("DTSTART", "DTEND"))
    return date.fromisoformat(first), date.fromisoformat(after) - timedelta(days=1)


@pytest.fixture(scope="module")
def curated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("calendar")
    (folder / "71.txt").write_text("\n".join((HEAD, *ROWS)) + "\n", encoding="utf-8")
    api.load([folder / "71.txt"], folder / "curated", LoadOptions(jobs=1))
    return folder / "curated"


def exported(curated: Path, *arguments: str) -> list[Event]:
    path = curated.parent / "план.ics"
    told = runner.invoke(app, ["export", str(path), *arguments, "--curated", str(curated)])
    assert told.exit_code == 0, told.output
    return read(path.read_bytes())


def test_an_event_a_period(curated: Path) -> None:
    events = exported(curated)
    assert [(event["SUMMARY"], *days(event)) for event in events] == [
        ("Проведение анализа результатов ГИА; запятые, точки", date(2024, 10, 1), date(2024, 10, 31)),
        ("Обучение организаторов", date(2024, 11, 1), date(2024, 11, 30)),
        ("Срок до 20.11.2024: Сбор данных об участниках", date(2024, 11, 20), date(2024, 11, 20)),
        ("Совещание директоров школ", date(2025, 1, 14), date(2025, 1, 14)),
        ("Обучение организаторов", date(2025, 3, 1), date(2025, 3, 31)),
    ]
    assert "Ответственные: Иванова И.И." in events[2]["DESCRIPTION"]
    assert "Срок: до 20.11.2024\n" in events[2]["DESCRIPTION"]


def test_what_has_no_dates_is_counted(curated: Path) -> None:
    told = runner.invoke(app, ["export", str(curated.parent / "x.ics"), "--curated", str(curated)])
    assert "5 событий; без дат и потому не в календаре: 1 срок." in told.output


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (["--responsible", "иванова"], 3),
        (["--responsible", "РЦОИ"], 3),
        (["--month", "2025-03"], 1),
        (["--month", "11.2024"], 2),
        (["--topic", "analysis"], 1),
        (["35-2024-71"], 5),
        (["--responsible", "никто"], 0),
    ],
)
def test_filters(curated: Path, arguments: list[str], found: int) -> None:
    assert len(exported(curated, *arguments)) == found


def test_names_survive_a_reload(curated: Path, tmp_path: Path) -> None:
    before = {event["SUMMARY"]: event["UID"] for event in exported(curated)}
    (tmp_path / "71.txt").write_text(
        "\n".join((HEAD, "1.0.\tНовое мероприятие\tмай 2025 года\tРЦОИ", *ROWS)) + "\n", encoding="utf-8"
    )
    api.load([tmp_path / "71.txt"], curated, LoadOptions(jobs=1))
    after = {event["SUMMARY"]: event["UID"] for event in exported(curated)}
    assert before.items() <= after.items()
    assert len(after) == len(before) + 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["план.ics", "--month", "март"],
        ["план.ics", "--topic", "нет-такой"],
        ["план.csv"],
        ["план.xlsx", "--month", "2025-03"],
    ],
)
def test_wrong_usage(curated: Path, arguments: list[str]) -> None:
    told = runner.invoke(app, ["export", *arguments, "--curated", str(curated)])
    assert told.exit_code == 2
    assert "Traceback" not in told.output

"""Reads exported calendars with other libraries: do they find the same events, days and texts?

    python -m venv .peers && .peers/bin/pip install -r benchmarks/against_peers/requirements.txt
    .venv/bin/dorkarta export plan.ics && .venv/bin/python -m benchmarks.calendars plan.ics --peers .peers/bin/python

vobject and ics are read in a process of their own, because they are no dependencies of the project. Printed: events of
the file, of each library, and how many have the same name, UID, first day, last day and description.
"""

from __future__ import annotations

import argparse
import json
import subprocess
from datetime import date, timedelta
from pathlib import Path

from icalendar import Calendar

Event = tuple[str, str, str, str, str]
"""UID, name, first day, the day after the last, description."""
_VOBJECT = """
import json, sys, vobject
calendar = vobject.readOne(open(sys.argv[1], encoding="utf-8", newline="").read())
print(json.dumps([[e.uid.value, e.summary.value, str(e.dtstart.value), str(e.dtend.value), e.description.value]
    for e in calendar.vevent_list]))
"""
_ICS = """
import json, sys, ics
calendar = ics.Calendar(open(sys.argv[1], encoding="utf-8", newline="").read())
print(json.dumps([[e.uid, e.name, str(e.begin.date()), str(e.end.date()), e.description] for e in calendar.events]))
"""
READERS = {"vobject": _VOBJECT, "ics": _ICS}


def written(path: Path) -> list[Event]:
    """The events as they were written."""
    events = Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    return [
        (str(one["uid"]), str(one["summary"]), str(one["dtstart"].dt), str(one["dtend"].dt), str(one["description"]))
        for one in events
    ]


def read_by(peer: str, path: Path, python: str) -> list[Event]:
    """The events as another library reads them; subprocess.CalledProcessError where it can't."""
    done = subprocess.run([python, "-c", READERS[peer], path], check=True, capture_output=True, timeout=600)
    return [(uid, name, first, after, text) for uid, name, first, after, text in json.loads(done.stdout)]


def last_day(event: Event) -> date:
    """The last day of an event: the file names the one after it."""
    return date.fromisoformat(event[3]) - timedelta(days=1)


def main() -> None:
    """Prints how many events each library reads alike."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--peers", default=".peers/bin/python", help="the Python that has the other libraries")
    arguments = parser.parse_args()
    own = set(written(arguments.file))
    print(f"written: {len(own)} events, {min(e[2] for e in own)} to {max(map(last_day, own))}")
    for peer in READERS:
        found = set(read_by(peer, arguments.file, arguments.peers))
        print(f"{peer}: {len(found)} events, {len(found & own)} the same")
        for event in sorted(found - own)[:3]:
            print("   differs:", event)


if __name__ == "__main__":
    main()

"""Spoils one character of period cells whose dates are known and counts what is then read wrongly in silence.

    .venv/bin/python -m benchmarks.normalise_damage [--cells 8000] [--seed 7] [--show 20]

A cell is read right, left open (no date at all), read wrongly with a flag (garbled, out_of_plan, reversed), or wrongly
in silence. Some damage makes another cell that is as good («II квартал» -> «I квартал», a comma for a dash): such cells
are counted as silent too, so that 0 cannot be reached.
"""

from __future__ import annotations

import argparse
import random
from calendar import monthrange
from collections import Counter
from datetime import date

from normalize.model import PlanWindow
from normalize.periods.read import read_period
from normalize.periods.vocabulary import load_dictionary

PLAN = PlanWindow.of_year(2024)
FORMS = load_dictionary("period_months.yml")
LATIN = dict(zip("асеорхукмтАСЕОРХУКМТ", "aceopxykmtACEOPXYKMT", strict=True))
FIGURES = {"0": "ОоOo", "3": "Зз", "1": "lI|", "6": "б"}
FLAGS = frozenset(("garbled", "out_of_plan", "reversed"))
Spans = list[tuple[date | None, date | None]]


def _month_end(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _printed_year(day: date, dice: random.Random) -> str:
    return dice.choice([f"{day.year} г.", f"{day.year} года", f"{day.year}", f"{day.year}г."])


def true_cell(dice: random.Random) -> tuple[str, Spans]:
    """A cell of the plan in one of eight printed forms, and its dates."""
    places = sorted(dice.sample(range(12), 2))
    one, two = (date(2024 + (8 + place) // 12, (8 + place) % 12 + 1, 1) for place in places)
    day = one.replace(day=dice.randint(1, 27))
    later = dice.randint(day.day + 1, 28)
    year, month = _printed_year(one, dice), FORMS[one.month][0]
    dash = dice.choice(["-", " - ", "–", " – ", "- "])
    other = f"{FORMS[two.month][0]} {_printed_year(two, dice)}"
    genitive = FORMS[one.month][1]
    forms: list[tuple[str, Spans]] = [
        (f"{month} {year}", [(one, _month_end(one))]),
        (f"{month} {year}{dash}{other}", [(one, _month_end(two))]),
        (f"{month} {year}, {other}", [(one, _month_end(one)), (two, _month_end(two))]),
        (f"до {day.day} {genitive} {year}", [(None, day)]),
        (f"{day:%d.%m.%Y}", [(day, day)]),
        (f"с {day.day} по {later} {genitive} {year}", [(day, day.replace(day=later))]),
        (f"не позднее {day:%d.%m.%Y}", [(None, day)]),
        (f"{day:%d.%m.%Y}{dash}{_month_end(two):%d.%m.%Y}", [(day, _month_end(two))]),
    ]
    return dice.choice(forms)


def spoilt(text: str, dice: random.Random) -> str:
    """The text with one slip: a look-alike, a letter lost, changed or exchanged, a blank or mark added or lost."""
    at = dice.randrange(len(text))
    char, before, after = text[at], text[:at], text[at + 1 :]
    choices = [before + " " + char + after] if at else []
    if char in LATIN:
        choices.append(before + LATIN[char] + after)
    if char in FIGURES:
        choices.append(before + dice.choice(FIGURES[char]) + after)
    if char.isalpha():
        choices += [before + after, before + dice.choice("абвгдеиклмнопрстуцьыя") + after]
        choices += [before + after[0] + char + after[1:]] if after[:1].isalpha() else []
    if char in " -–.":
        choices.append(before + dice.choice(["", " ", ",", ".", "-"]) + after)
    return dice.choice(choices) if choices else text


def outcome(text: str, truth: Spans) -> str:
    """How a spoilt cell is read: 'right', 'open', 'wrong, flagged' or 'wrong in silence'."""
    read = read_period(text, PLAN)
    spans = [(period.start, period.end) for period in read if period.start or period.end]
    if spans == truth:
        return "right"
    if not spans:
        return "open"
    return "wrong, flagged" if any(FLAGS.intersection(period.flags) for period in read) else "wrong in silence"


def main() -> None:
    """Prints one line of counts and shares, and on request what is wrong in silence."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cells", type=int, default=8000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--show", type=int, default=0, help="print so many cells that are wrong in silence")
    chosen = parser.parse_args()
    dice = random.Random(chosen.seed)
    counts: Counter[str] = Counter()
    silent = []
    for _ in range(chosen.cells):
        text, truth = true_cell(dice)
        damaged = spoilt(text, dice)
        found = outcome(damaged, truth)
        counts[found] += 1
        if found == "wrong in silence":
            silent.append(f"{text!r} -> {damaged!r}")
    print("; ".join(f"{name} {count} ({count / chosen.cells:.2%})" for name, count in counts.most_common()))
    print("\n".join(silent[: chosen.show]))


if __name__ == "__main__":
    main()

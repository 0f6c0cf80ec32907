"""What the normaliser tells of texts, measured: stale years and damaged words planted into the five orders, speed.

Every year that an order rightly gives to what it prepares is set one year back, and must be called stale with the
printed year as suggestion; letters of random words are dropped, doubled, swapped or replaced, and must be found, while
nothing else is. Run: python -m benchmarks.texts
"""

from __future__ import annotations

import json
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from normalize.activities.facets import facets, match_key
from normalize.activities.topics import exam, topic
from normalize.damage.words import damaged_words
from normalize.language import morphology
from normalize.model import PlanWindow
from normalize.obsolete import obsolete_terms
from normalize.years.lexer import shifted
from normalize.years.read import judge, year_mentions

GOLD = Path(__file__).parents[2] / "tests" / "gold" / "items"
FIRST_YEARS = {
    "altai-2023-1030": 2023,
    "hmao-nizhnevartovsk-2023-2117-904": 2023,
    "komi-usinsk-2020-798": 2020,
    "kuzbass-2023-3654": 2023,
    "kuzbass-novokuznetsk-2024-337": 2024,
}
TWINS = dict(zip("аеорсх", "aeopcx", strict=True))
Text = tuple[str, str]
"""(text, heading over it)."""


def texts(order: str) -> list[Text]:
    """The activities, results and actions of an order with their sections, each once."""
    found: dict[Text, None] = {}
    for line in (GOLD / f"{order}.jsonl").read_text(encoding="utf-8").splitlines():
        item = json.loads(line)
        own = (item["activity"], item.get("result") or "", *(action["text"] for action in item.get("actions", [])))
        found |= dict.fromkeys((text, item.get("section") or "") for text in own if text)
    return list(found)


def stale_years(order: str) -> Counter[str]:
    """Years of preparation set one year back: planted, found, suggested right; and flagged without any planted."""
    window = PlanWindow.of_year(FIRST_YEARS[order])
    counts: Counter[str] = Counter()
    for text, section in texts(order):
        for mention in year_mentions(text, section=section, window=window):
            judgement = judge(mention, window)
            counts["flagged as printed"] += bool(judgement.stale)
            if (
                judgement.stale
                or mention.role != "preparation_for"
                or mention.autumn
                or mention.latest != window.end.year
            ):
                continue
            old = shifted(mention.quote, -1)
            planted = text[: mention.start] + old + text[mention.end :]
            told = next(m for m in year_mentions(planted, section=section, window=window) if m.start == mention.start)
            verdict = judge(told, window)
            counts["planted"] += 1
            counts["found"] += bool(verdict.stale)
            counts["suggested right"] += verdict.expected == mention.quote
    return counts


def planted_damage(order: str, seed: int) -> Counter[str]:
    """Damaged words planted into a quarter of the texts: planted, found, suggested right; and others found besides."""
    chance = random.Random(seed)
    printed = [text for text, _ in texts(order)]
    before = [{damage.word for damage in damages} for damages in damaged_words(printed)]
    planted = dict(_plant(printed, chance))
    after = damaged_words([planted[i][0] if i in planted else text for i, text in enumerate(printed)])
    counts = Counter(planted=len(planted))
    for index, damages in enumerate(after):
        _, bad, good = planted.get(index, ("", "", ""))
        hits = [damage for damage in damages if bad and (damage.word in bad or bad in damage.word)]
        counts["found"] += bool(hits)
        counts["suggested right"] += any(damage.suggestion.lower() == good.lower() for damage in hits)
        counts["others"] += sum(damage not in hits and damage.word not in before[index] for damage in damages)
    return counts


def _plant(printed: list[str], chance: random.Random) -> Iterator[tuple[int, tuple[str, str, str]]]:
    damages: list[Callable[[str, int], str]] = [
        lambda word, at: word[:at] + word[at + 1 :],
        lambda word, at: word[:at] + word[at] + word[at:],
        lambda word, at: word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        lambda word, at: word[:at] + chance.choice("абвгдежзиклмнопрст") + word[at + 1 :],
        lambda word, at: re.sub("[аеорсх]", lambda letter: TWINS[letter.group()], word, count=1),
        lambda word, at: word[: at + 1] + " " + word[at + 1 :],
    ]
    for index in chance.sample(range(len(printed)), len(printed) // 4):
        words = [m for m in re.finditer(r"[а-яё]{8,}", printed[index]) if morphology.is_word(m.group())]
        if not words:
            continue
        match = chance.choice(words)
        bad = chance.choice(damages)(match.group(), chance.randrange(1, len(match.group()) - 2))
        if not all(map(morphology.is_word, bad.split())):
            text = printed[index][: match.start()] + bad + printed[index][match.end() :]
            yield index, (text, bad, match.group())


def speeds() -> dict[str, float]:
    """CPU microseconds an activity, words already met once."""
    every = [text for order in FIRST_YEARS for text in texts(order)]
    programs: dict[str, Callable[[Text], object]] = {
        "exam": lambda text: exam(*text),
        "topic": lambda text: topic(*text),
        "facets": lambda text: facets(*text),
        "match_key": lambda text: match_key(text[0]),
        "year_mentions": lambda text: year_mentions(text[0], section=text[1]),
        "obsolete_terms": lambda text: obsolete_terms(text[0], date(2024, 9, 1)),
    }
    return {name: _microseconds(program, every) for name, program in programs.items()}


def _microseconds(program: Callable[[Text], object], every: list[Text]) -> float:
    for text in every:
        program(text)
    started = time.process_time()
    for text in every:
        program(text)
    return (time.process_time() - started) / len(every) * 1e6


def main() -> None:
    """Print the three tables."""
    print("years of preparation set one year back")
    for order in FIRST_YEARS:
        counts = stale_years(order)
        print(
            f"  {order:36} planted {counts['planted']:4}  found {counts['found']:4}"
            f"  suggested right {counts['suggested right']:4}  flagged as printed {counts['flagged as printed']:3}"
        )
    print("damaged words planted")
    for order in FIRST_YEARS:
        total = sum((planted_damage(order, seed) for seed in range(3)), Counter[str]())
        print(
            f"  {order:36} planted {total['planted']:4}  found {total['found']:4}"
            f"  suggested right {total['suggested right']:4}  others {total['others']:3}"
        )
    print("CPU microseconds an activity")
    for name, microseconds in speeds().items():
        print(f"  {name:36} {microseconds:8.0f}")


if __name__ == "__main__":
    main()

"""The parts of an order's text around its tables: letterhead, title, preamble, items, signature, annex."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from normalize.language.lookalikes import fold_lookalikes
from normalize.language.morphology import is_word
from normalize.language.text import DASHES, collapse
from normalize.persons.names import find_persons

_MARKUP = re.compile(r"<[^<>\n]{1,200}>|\*{1,3}|^\s{0,9}#{1,6}\s|\\$|^\s{0,9}>\s", re.MULTILINE)
_SPACED = re.compile(r"(?<!\w)[А-ЯЁа-яё](?:[ \u00a0][А-ЯЁа-яё]){3,}(?!\w)")
_ZERO = re.compile(r"(?<=\d)[OОoо](?=[\d.])|(?<![^\W_])[OОoо](?=\d)")
_WIDE_GAP = re.compile(r"\t+|[ \u00a0\u2003]{3,}")
_GLUED_INITIALS = re.compile(r"(?<=[а-яё]{2})(?=[А-ЯЁ]\.\s?[А-ЯЁ]\.)")
_ACT = re.compile(r"\s(?:ПРИКАЗ|РАСПОРЯЖЕНИЕ|ПОСТАНОВЛЕНИЕ)(?=\s*$|\s+(?:от\s|№|\d))")
_PAGE_NOISE = re.compile(
    rf"(?:[{DASHES}]\s*)?\d{{1,2}}(?:\s*[{DASHES}])?|(?:стр\.?|страница)\s*\d+(?:\s*из\s*\d+)?|[_{DASHES}.]+", re.I
)
_HYPHENATED = re.compile(rf"([А-ЯЁа-яё]+)[{DASHES}]\s([а-яё]+)")
_LITTLE_WORDS = frozenset(["и", "в", "о", "по", "на", "об", "к", "с"])

TITLE = re.compile(r"[«\"\[]?[О0](?:[бБ6][оО]?)?\s+[«\"]?[А-ЯЁа-яё]{3}")
COMMAND = re.compile(
    r"(?:приказыва(?:ю|ет|ем)|постановля(?:ю|ет|ем)|распоряжа(?:юсь|ется)|обязыва(?:ю|ет)|п\s?р\s?и\s?к\s?а\s?з\s?ы\s?в\s?а\s?ю)"
    r"(?!\w)\s?:?",
    re.I,
)
PREAMBLE = re.compile(
    r"(?:В\s+(?:целях|соответствии|связи|рамках|дополнение|развитие|продолжение)|С\s+цел|На\s+основании|Во\s+исполнени"
    r"|Руководствуясь|Согласно|По\s+итогам|Для\s+(?:обеспечения|организации)|Учитывая|Исходя|Принимая|По\s+согласованию)",
    re.I,
)
STAMP = re.compile(
    r"[«\"(]?(?:УТВЕРЖД[ЕЁ]Н|Утвержд[её]н|УТВЕРЖДАЮ|Утверждаю|УТВ\.|Утв\.|(?:Приложение|ПРИЛОЖЕНИЕ)(?!\s?:)|СОГЛАСОВАНО|Согласовано)"
    r"|\((?:утв\.|утвержд[её]н)|приложение\s+(?:(?:№|N)\s?\d+\s+)?к(?!\w|\s(?:нему|ней)\b)|приложение\s+кприказу"
)
_NUMBERED_STAMP = re.compile(r"(?:Приложение|ПРИЛОЖЕНИЕ|приложение)(?:\s*(?:№|N)\s?\d+)?(?:\s+к(?:\s|приказу).*)?$")
PLAN_TITLE = re.compile(
    r"[«\"(]*(?:[А-ЯЁ][^:.;\d]{1,80}:\s)?(?:[а-яё-]+(?:ый|ий|ой|ая|ое|ые|ие)\s+){0,3}"
    r"(?:[а-яё-]*план|дорожная\s+карта|комплекс|перечень|график|мероприятия|система\s+мер|программа|циклограмма|календарь)(?!\w)",
    re.I,
)
POST = re.compile(
    r"(?:(?:временно\s+)?исполняющ(?:ий|ая)(?:\s+обязанности|$)|и\.\s?о\.|врио|врид|первый\s+заместитель|министр"
    r"|директор|начальник|руководитель|глава|заместитель|председатель|заведующ(?:ий|ая)|управляющий|губернатор|ректор"
    r"|(?:главный|ведущий)\s+(?:специалист|эксперт|консультант|методист)|вице-губернатор)(?!\w)",
    re.I,
)
_ITEM = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}(?:[.)]\s?|\s)(?=[«\"А-ЯЁа-яё])")
_SENTENCE_END = re.compile(r"[.;:)»\"!]$")
_HANGING = re.compile(r"(?:[,\-–—(«]|(?<!\w)(?:и|в|во|на|по|о|об|к|с|для|при|от|до|из|за|под|их|его))$", re.I)
_NAME_SPAN = 8
_TITLE_LINES = 14


@dataclass(frozen=True, slots=True)
class Line:
    """One tidied line of print and the number of its paragraph (blank lines part paragraphs too)."""

    text: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The lines of each part in printed order; a part that the text does not have is empty."""

    letterhead: tuple[Line, ...] = ()
    title: str = ""
    preamble: str = ""
    items: tuple[str, ...] = ()
    signature: tuple[Line, ...] = ()
    annex: tuple[Line, ...] = ()


def tidy_lines(paragraphs: Sequence[str]) -> tuple[Line, ...]:
    """Lines of print without markup and page numbers; spaced letters are closed up, wide gaps end a line.

    'П Р И К А З' -> 'ПРИКАЗ'; 'Министр      И.И. Иванов' -> two lines; 'РуководительО.В. Симонова' is parted.
    """
    lines: list[Line] = []
    number = 0
    for paragraph in paragraphs:
        number += 1
        for printed in _MARKUP.sub(lambda mark: " " if mark.group().startswith("<") else "", paragraph).splitlines():
            pieces = [collapse(piece) for piece in _pieces(_close_up(_proofread(printed)))]
            number += not any(pieces)
            lines.extend(Line(piece, number) for piece in pieces if piece)
    return tuple(
        line for at, line in enumerate(lines) if not _PAGE_NOISE.fullmatch(line.text) or _awaits_number(lines, at)
    )


def _proofread(printed: str) -> str:
    """What OCR takes for twins: Latin letters in Russian words, the letter О among digits ('3О.08.2О22')."""
    return _GLUED_INITIALS.sub(" ", _ZERO.sub("0", fold_lookalikes(printed)))


def _pieces(printed: str) -> Iterator[str]:
    """What stands apart in one line of print, though a reader of pages joins it: columns, the word ПРИКАЗ under the
    name of who issues it, 'ПРИКАЗЫВАЮ:' after the title, and the items after that."""
    for piece in _WIDE_GAP.split(printed):
        act = _ACT.search(piece)
        command = COMMAND.search(piece)
        if act and piece[: act.start()].isupper():
            yield from (piece[: act.start()], piece[act.start() :])
        elif command and command.group().endswith(":"):
            begins = command.start() if TITLE.match(piece) else 0
            yield from (piece[:begins], piece[begins : command.end()], piece[command.end() :])
        else:
            yield piece


def _awaits_number(lines: Sequence[Line], at: int) -> bool:
    return at > 0 and bool(re.search(r"(?:№|\bN|\bот|»|\.)$", lines[at - 1].text)) and lines[at].text.isdigit()


def _close_up(printed: str) -> str:
    """'П Р И К А З' -> 'ПРИКАЗ'; between spaced words a wide gap is no column: 'К О М И Т Е Т   П О …'."""
    closed = _SPACED.sub(lambda run: _part_words(re.sub(r"\s", "", run.group())), printed)
    tokens = printed.split()
    spaced = sum(len(token) == 1 for token in tokens) > 0.7 * len(tokens)
    return re.sub(r"\s{2,8}", " ", closed) if spaced and closed != printed else closed


@lru_cache(maxsize=256)
def _part_words(letters: str) -> str:
    """'МИНИСТЕРСТВООБРАЗОВАНИЯ' -> 'МИНИСТЕРСТВО ОБРАЗОВАНИЯ', where the letters are all set apart alike."""
    if is_word(letters) or not 12 < len(letters) < 200:
        return letters
    best: list[tuple[int, list[str]] | None] = [(0, [])] + [None] * len(letters)
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - 25), end):
            before, word = best[start], letters[start:end]
            if before is None or not (word.lower() in _LITTLE_WORDS or (len(word) > 3 and is_word(word))):
                continue
            if (known := best[end]) is None or before[0] + 1 < known[0]:
                best[end] = (before[0] + 1, [*before[1], word])
    found = best[-1]
    return " ".join(found[1]) if found else letters


def join_lines(lines: Sequence[str]) -> str:
    """Lines of print as running text, words cut at a line's end healed: 'проведе-' + 'ния'."""

    def heal(cut: re.Match[str]) -> str:
        whole = cut[1] + cut[2]
        return whole if is_word(whole) else f"{cut[1]}-{cut[2]}"

    return _HYPHENATED.sub(heal, " ".join(lines))


def read_layout(lines: Sequence[Line]) -> Layout:
    """Parts the text before the tables. An annex without its order has only `annex`."""
    command = _find(lines, lambda at: _is_command(lines[at].text))
    title = _find(lines, lambda at: TITLE.match(lines[at].text) is not None, end=command)
    stamp = _find(lines, lambda at: STAMP.match(lines[at].text) is not None)
    if command is None and title is not None and stamp is not None and stamp < title:
        title = None
    stamped = command is None and title is None and stamp is not None
    body = len(lines) if stamped else _body_start(lines, title, command)
    signature = _signature_start(lines, body)
    annex = _annex_start(lines, body, signature)
    head = title if title is not None else min(body, annex)
    title_end = head if title is None else _title_end(lines, title, min(body, annex))
    items = body if command is None else min(command + 1, annex)
    return Layout(
        letterhead=tuple(lines[:head]),
        title=_clean_title([line.text for line in lines[head:title_end]]),
        preamble=join_lines([line.text for line in lines[title_end : min(items, annex)]]),
        items=_items(lines[items : min(signature, annex)]),
        signature=tuple(lines[min(signature, annex) : annex]),
        annex=tuple(lines[annex:]),
    )


def _find(lines: Sequence[Line], holds: Callable[[int], bool], start: int = 0, end: int | None = None) -> int | None:
    return next((at for at in range(start, len(lines) if end is None else end) if holds(at)), None)


def _is_command(text: str) -> bool:
    """'ПРИКАЗЫВАЮ:' alone, or at the end of the preamble."""
    command = COMMAND.search(text)
    return command is not None and (command.end() >= len(text) - 1 or command.start() == 0)


def _body_start(lines: Sequence[Line], title: int | None, command: int | None) -> int:
    """The first line of the preamble, or of the items where there is none."""
    start = 0 if title is None else title + 1
    preamble = _find(lines, lambda at: PREAMBLE.match(lines[at].text) is not None, start, command)
    if preamble is not None:
        return preamble
    if command is not None:
        return command
    item = None if title is None else _find(lines, lambda at: _ITEM.match(lines[at].text) is not None, start)
    return len(lines) if item is None else item


def _opens(lines: Sequence[Line], at: int) -> bool:
    """Whether a line begins something new, and is no wrapped line of the sentence before it."""
    return (
        at == 0
        or lines[at].paragraph != lines[at - 1].paragraph
        or _SENTENCE_END.search(lines[at - 1].text) is not None
    )


def _signature_start(lines: Sequence[Line], body: int) -> int:
    """The line where the post or the name of who signs begins; len(lines) where nobody does."""

    def signs(at: int) -> bool:
        text = lines[at].text
        if not _opens(lines, at) or STAMP.match(text):
            return False
        if is_name_only(text):
            return True
        following = lines[at : at + _NAME_SPAN]
        return POST.match(text) is not None and any(is_signed(line.text) for line in following)

    found = _find(lines, signs, body + 1)
    return len(lines) if found is None else found


def is_name_only(text: str) -> bool:
    """Whether a line holds one person and nothing else: '_______ А.Н. Гайфуллина'."""
    persons = find_persons(text)
    return len(persons) == 1 and not re.sub(r"[\W_]+|подпись|МП", "", text.replace(persons[0].raw, ""))


def is_signed(text: str) -> bool:
    """Whether a line ends with a person, as a signature does: 'Министр И.И. Иванов'."""
    persons = find_persons(text)
    return bool(persons) and len(text) < 160 and not re.search(r"\w", text[persons[-1].end :])


def _annex_start(lines: Sequence[Line], body: int, signature: int) -> int:
    """The first stamp ('УТВЕРЖДЕН приказом ...'), or the title of the plan after the signature."""

    alone = body == len(lines)

    def starts(at: int) -> bool:
        text = lines[at].text
        if alone and _NUMBERED_STAMP.match(text):
            return True
        titled = at > signature and lines[at].paragraph != lines[at - 1].paragraph and PLAN_TITLE.match(text)
        return _opens(lines, at) and (STAMP.match(text) is not None or bool(titled))

    found = _find(lines, starts, 0 if alone else body + 1)
    if found is None and alone:
        found = _find(lines, lambda at: PLAN_TITLE.match(lines[at].text) is not None)
    return len(lines) if found is None else found


def _title_end(lines: Sequence[Line], title: int, end: int) -> int:
    """Where a title of several lines or paragraphs stops: a new paragraph that does not go on with the sentence."""
    for at in range(title + 1, min(end, title + _TITLE_LINES)):
        text = lines[at].text
        parted = lines[at].paragraph != lines[at - 1].paragraph
        if parted and not (text[0].islower() or _HANGING.search(lines[at - 1].text) or text.isupper()):
            return at
    return min(end, title + _TITLE_LINES)


def _clean_title(texts: Sequence[str]) -> str:
    title = join_lines(texts).strip()
    if TITLE.match(title):
        title = re.sub(r"^([«\"]?)0(?=\s|[бБ6])", r"\1О", title)
        title = re.sub(r"^([«\"]?О)6(?=\s)", r"\1б", title)
    if title.startswith(("«", '"')) and title.endswith(("»", '"')) and title.count("«") == title.count("»"):
        title = title[1:-1] if not re.search(r"^«[^»]*».*»$", title) else title
    if title.startswith("[") and title.endswith("]"):
        title = title[1:-1]
    return title.rstrip(" .")


def _items(lines: Sequence[Line]) -> tuple[str, ...]:
    """The numbered items of the order, each with its paragraphs; what stands before the first one is an item too."""
    groups: list[list[str]] = []
    for at, line in enumerate(lines):
        if not groups or (_ITEM.match(line.text) and _opens(lines, at)):
            groups.append([])
        groups[-1].append(line.text)
    return tuple(join_lines(group) for group in groups)

"""What Excel's number formats print: values as a Russian office prints them, with the words that the format adds."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

MONTHS = "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь".split()  # noqa: SIM905
MONTHS_OF = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()  # noqa: SIM905
DAYS = "понедельник вторник среда четверг пятница суббота воскресенье".split()  # noqa: SIM905
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[\$(?P<sign>[^\]-]*)[^\]]*\]|(?P<none>\[[^\]]*\]|_.|\*.)'
    r"|(?P<code>General|Основной|AM/PM|A/P|y+|m+|d+|h+|s+|.)",
    re.IGNORECASE | re.DOTALL,
)
Token = tuple[str, str]
"""('code' or 'word', text): what stands for a part of the value, and what is printed as it is."""


def shown_number(raw: str, form: str, epoch_1904: bool = False) -> str:
    """A stored number in its format.

    >>> shown_number("45214", "dd.mm.yyyy"), shown_number("1.1000000000000001", "General"), shown_number("1.1", "0.00")
    ('15.10.2023', '1.1', '1.10')
    >>> shown_number("45214", '"до "DD.MM.YYYY'), shown_number("3", '0" чел."')
    ('до 15.10.2023', '3 чел.')
    """
    from openpyxl.styles.numbers import is_date_format

    try:
        number = float(raw)
    except ValueError:
        return raw
    tokens = _tokens(form.split(";")[0])
    if is_date_format(form):
        return _shown_date(number, tokens, epoch_1904) or raw
    return _within(tokens, _shown_figure(number, "".join(text for kind, text in tokens if kind == "code")))


def shown_text(text: str, form: str) -> str:
    """A stored text in its format: '"до "@' prints «до» before it."""
    section = next((part for part in form.split(";") if "@" in part), "")
    tokens = _tokens(section)
    if not text or not any(kind == "word" and word.strip() for kind, word in tokens):
        return text
    return "".join(text if (kind, word) == ("code", "@") else word for kind, word in tokens)


def _tokens(scheme: str) -> list[Token]:
    found: list[Token] = []
    for token in _TOKEN.finditer(scheme):
        if token.group("code"):
            found.append(("code", token.group("code")))
        elif not token.group("none"):
            found.append(("word", token.group("quoted") or token.group("escaped") or token.group("sign") or ""))
    return found


def _within(tokens: list[Token], value: str) -> str:
    """The value with the words that the format prints before and after it."""
    codes = [place for place, (kind, text) in enumerate(tokens) if kind == "code" and text.strip()]
    if not codes:
        return value
    before = "".join(text for _, text in tokens[: codes[0]])
    return f"{before}{value}{''.join(text for _, text in tokens[codes[-1] + 1 :])}".strip()


def _shown_figure(number: float, scheme: str) -> str:
    decimals = re.search(r"0[.,](0+)", scheme)
    if "%" in scheme:
        return f"{100 * number:.{len(decimals.group(1)) if decimals else 0}f}%"
    if decimals:
        return f"{number:.{len(decimals.group(1))}f}"
    return f"{number:.0f}" if re.fullmatch(r"[#, ]*0", scheme) else f"{number:.15g}"


def _shown_date(number: float, tokens: list[Token], epoch_1904: bool) -> str:
    """A serial day as printed: '15.10.2023', 'октябрь 2023', '15 октября', '10:30'; '' for a day that is none.

    Words between its parts ('d" числа "mmmm') are printed where the format has them.
    """
    from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

    try:
        value = from_excel(number, CALENDAR_MAC_1904 if epoch_1904 else CALENDAR_WINDOWS_1900)
    except (OverflowError, ValueError):
        return ""
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, time):
        return _within(tokens, f"{value:%H:%M}")
    codes = [place for place, (kind, text) in enumerate(tokens) if kind == "code" and text[0].lower() in "ymdhs"]
    inner = tokens[codes[0] : codes[-1]] if codes else []
    if any(kind == "word" and any(map(str.isalpha, text)) for kind, text in inner):
        return _part_by_part(value, tokens)
    letters = {text[0].lower() for kind, text in tokens if kind == "code"}
    day = _calendar(value, letters)
    if "h" in letters:
        day = f"{day} {value:%H:%M}" if letters & set("dy") else f"{value:%H:%M}"
    return _within(tokens, day)


def _part_by_part(value: datetime, tokens: list[Token]) -> str:
    """Every part of the format in its place: 'с "d" по "d.m"' is rare, 'd" числа "mmmm" месяца"' is not."""
    codes = [text.lower() for kind, text in tokens if kind == "code" and text.strip(" .,:/-")]
    has_day = any(code[0] == "d" and len(code) < 3 for code in codes)
    pieces, above = [], ""
    for kind, text in tokens:
        code = text.lower()
        if kind == "code" and code[0] in "ymdhs":
            pieces.append(_part(value, "n" if code[0] == "m" and above == "h" else code, has_day))
            above = code[0]
        else:
            pieces.append(text)
    return "".join(pieces).strip()


def _part(value: datetime, code: str, has_day: bool) -> str:
    """One part: 'd' 5, 'dd' 05, 'dddd' the weekday, 'mmmm' the month's name, 'yy' and 'yyyy' the year."""
    letter, size = code[0], len(code)
    if letter == "y":
        return f"{value.year % 100:02}" if size < 3 else str(value.year)
    if size >= 3 and letter in "md":
        names = DAYS if letter == "d" else MONTHS_OF if has_day else MONTHS
        name = names[value.weekday() if letter == "d" else value.month - 1]
        return name if size > 3 else name[: 2 if letter == "d" else 3]
    figure = {"d": value.day, "m": value.month, "n": value.minute, "h": value.hour, "s": value.second}[letter]
    return f"{figure:02}" if size > 1 or letter == "n" else str(figure)


def _calendar(day: date, letters: set[str]) -> str:
    if "d" in letters and "y" in letters:
        return f"{day:%d.%m.%Y}"
    if "d" in letters:
        return f"{day.day} {MONTHS_OF[day.month - 1]}" if "m" in letters else str(day.day)
    if "y" not in letters:
        return MONTHS[day.month - 1]
    return f"{MONTHS[day.month - 1]} {day.year}" if "m" in letters else str(day.year)

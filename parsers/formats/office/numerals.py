"""Numbers of automatic lists as Word and Writer print them."""

from __future__ import annotations

RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
"""Letters of Russian lists: neither ё, й nor ъ, ы, ь are used."""
LATIN = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def roman(number: int) -> str:
    """14 -> 'xiv'; beyond 3999 the decimal number."""
    if not 0 < number < 4000:
        return str(number)
    printed = ""
    for value, letters in _ROMAN:
        printed += letters * (number // value)
        number %= value
    return printed


def letters(number: int, alphabet: str) -> str:
    """1 -> 'а', 29 -> 'аа', 30 -> 'бб': the letter is repeated after the alphabet ends."""
    if not 0 < number <= 40 * len(alphabet):
        return str(number)
    return alphabet[(number - 1) % len(alphabet)] * ((number - 1) // len(alphabet) + 1)


def positional_letters(number: int, alphabet: str) -> str:
    """1 -> 'а', 29 -> 'аа', 30 -> 'аб': as columns of a spreadsheet."""
    printed = ""
    while number > 0:
        number, place = divmod(number - 1, len(alphabet))
        printed = alphabet[place] + printed
    return printed or "0"


def word_number(number: int, form: str) -> str:
    """A number in one of Word's formats (w:numFmt); formats without a Russian use are printed as decimals.

    'decimalZero4' is a decimal of that width.

    >>> [word_number(4, form) for form in ("decimal", "upperRoman", "russianLower", "decimalZero", "none")]
    ['4', 'IV', 'г', '04', '']
    """
    if form == "none":
        return ""
    if form in ("lowerRoman", "upperRoman"):
        printed = roman(number)
    elif form in ("lowerLetter", "upperLetter"):
        printed = letters(number, LATIN)
    elif form in ("russianLower", "russianUpper"):
        printed = letters(number, RUSSIAN)
    elif form.startswith("decimalZero"):
        return str(number).zfill(int(form.removeprefix("decimalZero") or 2))
    elif form == "ordinal":
        return f"{number}-й"
    elif form in ("decimalEnclosedCircle", "decimalEnclosedCircleChinese") and 0 < number <= 20:
        return chr(0x2460 + number - 1)
    elif form == "numberInDash":
        return f"- {number} -"
    else:
        return str(number)
    return printed.upper() if form.startswith(("upper", "russianUpper")) else printed


SYMBOLS = {
    "\uf02d": "-",
    "\uf0b7": "•",
    "\uf0a7": "▪",
    "\uf0a8": "□",
    "\uf06f": "□",
    "\uf0d8": "➢",
    "\uf0fc": "✓",
    "\uf0be": "—",
    "\uf076": "❖",
    "\uf0e0": "→",
    "\uf0de": "⇒",
    "\uf0b0": "°",
    "\uf0b1": "±",
    "\uf0b3": "≥",
    "\uf0a3": "≤",
    "\uf0d7": "·",
}
"""Characters of Symbol and Wingdings, which have no Unicode of their own, as what they look like."""


def symbol(character: str) -> str:
    """A character of a symbol font (private use area) as Unicode; unknown ones as a bullet."""
    if not "\uf000" <= character <= "\uf0ff":
        return character
    plain = chr(ord(character) - 0xF000)
    return SYMBOLS.get(character, plain if plain.isalnum() or plain in "()[]/%+,.;:=" else "•")

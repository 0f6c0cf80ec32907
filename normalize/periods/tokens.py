"""The tokens of a cell.

A token's code is one letter, so that a rule is a regular expression over the codes of a cell:

    M month            D day.month.year    d day.month        Y year             N number 1..31      # other number
    O ordinal          q квартал           h полугодие        k декада           w неделя            p половина
    b начало           m середина          e конец            s season           v weekday           l последний
    f первые
    y год              z годы              a учебный          g текущий          c число             r период, весь
    F с                T по                U до               L не позднее       K к                 i в, n на, o от
    t течение          A включительно      x clock time       H час, ч           ! impossible date   % кроме, или
    R misread ordinal («П квартал»)        X двадцать         P misread «по»     ? any other word
    - , ; : ( ) & / № and * for a footnote mark, a bullet or a number in a list («1. Октябрь»)
"""

from __future__ import annotations

from typing import NamedTuple


class Token(NamedTuple):
    """One token: its code, its place in the cleaned text, a number (month, day, year, ordinal), the folded word."""

    code: str
    start: int
    end: int
    value: int = 0
    word: str = ""
    month: int = 0
    year: int = 0
    garbled: bool = False


class Lexed(NamedTuple):
    """A cell as tokens: `clean` is printed text with single blanks, `folded` the same length in lower case."""

    clean: str
    folded: str
    tokens: tuple[Token, ...]
    codes: str
    garbled: bool = False
    lines: int = 1
    """Printed lines and paragraphs: what stands on lines of its own is a list, no range that lost its dash."""
    breaks: tuple[int, ...] = ()
    """Where in `clean` its second and later lines begin."""

"""Legal forms around a name: 'МАОУ ДПО «ИМЦ»', 'ГБУ ЛО «ИЦОКО»', 'ФГБОУ ВО'."""

from __future__ import annotations

from normalize.language.nouns import is_abbreviation
from normalize.language.text import QUOTES
from normalize.language.wordforms import same_word
from normalize.organisations.initials import words_of
from normalize.organisations.lookups import legal_forms, organisation_aliases, territories


def split_legal_form(name: str) -> tuple[str, str]:
    """The abbreviated legal form, with the territory in it, and the name after it.

    >>> split_legal_form("МОУ ДПО «ИМЦ»"), split_legal_form("ГБУ ЛО «ИЦОКО»"), split_legal_form("ДО ЯО")
    (('МОУ ДПО', '«ИМЦ»'), ('ГБУ ЛО', '«ИЦОКО»'), ('', 'ДО ЯО'))
    """
    tokens = name.split(" ")
    known = legal_forms()
    at = 0
    while at < len(tokens) - 1:
        token, after = tokens[at], tokens[at + 1]
        formal = token in known.forms or (token in known.ambiguous and (after in known.suffixes or after[0] in QUOTES))
        if not (formal or (at and (token in known.suffixes or _is_place_inside(token, after)))):
            break
        at += 1
    return " ".join(tokens[:at]), " ".join(tokens[at:])


def _is_place_inside(token: str, after: str) -> bool:
    """'ЛО' in 'ГБУ ЛО «ИЦОКО»', 'КК' in 'ГКУ КК ЦОКО'; not 'ИРО' in 'ГАОУ ДПО ИРО РТ', not 'СОШ' in 'МБОУ СОШ «Х»'."""
    if not is_abbreviation(token) or token[0] in QUOTES or token in legal_forms().schools or after in territories():
        return False
    known = organisation_aliases().get(token)
    named = is_abbreviation(after) and len(token) < 5 and (known is None or known.scope != "generic")
    return named or after in legal_forms().suffixes or after[0] in QUOTES


def has_legal_form(name: str) -> bool:
    """Whether a legal form stands before the quoted name, in letters or written out."""
    words = [word.text for word in words_of(name.partition("«")[0])]
    return any(word in legal_forms().forms or same_word(word, "учреждение") for word in words)


def legal_form_in_full(text: str) -> str | None:
    """'ФГБОУ ВО' -> 'федеральное государственное бюджетное образовательное учреждение высшего образования'."""
    known = legal_forms()
    form, *suffixes = text.split(" ")
    if form not in known.forms or not all(suffix in known.suffixes for suffix in suffixes):
        return None
    full = known.forms[form].replace("общеобразовательное", "образовательное") if suffixes else known.forms[form]
    return " ".join((full, *(known.suffixes[suffix] for suffix in suffixes)))

"""Names that stay the same over reloads: orders, items, entities, findings. Pure functions over plain values."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

Row = Mapping[str, object]

_CYRILLIC = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        (*"abvgdee", "zh", *"ziiklmnoprstuf", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e", "iu", "ia"),
        strict=True,
    )
)
_FORMATION_WORDS = re.compile(
    # «Новокузнецкий муниципальный округ», «городской округ «Усинск»», «ЗАТО Северск», «г. о. Самара»
    r"\b(?:муниципальн\w+|городск\w+|сельск\w+|внутригородск\w+|администраци\w+|округ(?:а|е|у|ом)?|район(?:а|е|у|ом)?"
    r"|образовани\w+|город(?:а|е|у|ом)?|пос[её]л\w+|поселени\w+|территори\w+|зато|г|го|мо|мр|с|п|пгт|о)\b\.?",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d+")
_SLUG_PART = 40


def transliterated(text: str) -> str:
    """Lower-case ASCII of Russian text, ICAO Doc 9303 without signs: 'Новокузнецкий' -> 'novokuznetskii'."""
    folded = unicodedata.normalize("NFC", text.replace("№", " ")).casefold()
    latin = "".join(_CYRILLIC.get(letter, letter) for letter in folded)
    return unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode("ascii")


def slug(text: str) -> str:
    """Words and numbers joined by hyphens, at most 40 characters: '341/1987-ОД' -> '341-1987-od'."""
    return re.sub(r"[^a-z0-9]+", "-", transliterated(text)).strip("-")[:_SLUG_PART].rstrip("-")


def normalised(text: object) -> str:
    """Words of a text for comparison: case, ё, punctuation and white space do not count."""
    folded = unicodedata.normalize("NFKC", str(text or "")).casefold().replace("ё", "е")
    return " ".join(_WORD.findall(folded))


def _hash(*parts: str, length: int = 10) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:length]


def own_name(municipality: str) -> str:
    """The name without the kind of municipality: 'городской округ «Усинск»' -> 'Усинск'."""
    return " ".join(_WORD.findall(_FORMATION_WORDS.sub(" ", municipality)))


def content_hash(activities: Iterable[str]) -> str:
    """Ten hexadecimal digits of the activities' words: the same order in another file format has the same."""
    return _hash(*(normalised(activity) for activity in activities))


def order_id(
    region_code: str | None,
    municipality: str | None,
    signed_on: date | None,
    number: str | None,
    activities: Iterable[str],
) -> str:
    """ASCII name of an order: ('42', 'Новокузнецкий муниципальный округ', 2024-09-26, '337') ->
    '42-novokuznetskii-2024-337'.

    Without a number or a date the hash of its activities stands in their place; '00' for an unknown region.
    """
    place = slug(own_name(municipality or "")) or slug(municipality or "")
    named = slug(number or "")
    issue = [str(signed_on.year), named] if signed_on and named else [content_hash(activities)]
    return "-".join(part for part in (region_code or "00", place, *issue) if part)


def suffixed(base: str, ordinal: int) -> str:
    """The id of another order whose id is taken: '42-2023-3654_2'; a slug never has an underscore."""
    return base if ordinal == 1 else f"{base}_{ordinal}"


def base_of(suffixed_id: str) -> str:
    """The id without its suffix: '42-2023-3654_2' -> '42-2023-3654'."""
    return re.sub(r"_\d+$", "", suffixed_id)


def item_ids(of_order: str, rows: Sequence[Row]) -> list[str]:
    """Ids of the items of one order, from table_title, section, number and activity of each row, never its position.

    '42-novokuznetskii-2024-337.3fa9c1d2e4'; a second row with the same words gets '.2' at the end.
    """
    seen: Counter[str] = Counter()
    ids = []
    for row in rows:
        key = item_key(row)
        seen[key] += 1
        ids.append(f"{of_order}.{key}" + (f".{seen[key]}" if seen[key] > 1 else ""))
    return ids


def item_key(row: Row) -> str:
    """Ten hexadecimal digits of what tells an item apart within its order."""
    return _hash(
        normalised(row.get("table_title")),
        normalised(row.get("section")),
        ".".join(_DIGITS.findall(str(row.get("number") or ""))),
        normalised(row.get("activity")),
    )


def entity_id(kind: str, key: str, scope: str) -> str:
    """Id of an organisation, person or role by its key within a scope ('' for the whole country)."""
    return f"{kind}-{_hash(kind, scope, normalised(key))}"


def finding_id(check: str, of: str, quote: object) -> str:
    """Id of a finding: the check, the item (or the order) it is about and the words quoted, so it survives reloads."""
    return f"{check}-{_hash(check, of, normalised(quote))}"

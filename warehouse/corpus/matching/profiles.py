"""What matching knows of activities, as arrays: activities that say the same in the same words share one profile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from warehouse.corpus.matching.rarity import rarity

Integers = NDArray[np.int64]
Floats = NDArray[np.float64]
Booleans = NDArray[np.bool_]
Signs = NDArray[np.uint64]

WORD = "слово"
KINDS = (
    *(WORD, "экзамен", "экзамен по разделу", "класс", "предмет", "предмет по разделу", "этап", "вид экзамена"),
    *("испытание", "процедура", "число", "отрицание", "дело", "документ", "участники", "участники по разделу"),
    *("особые участники", "уровень", "форма", "объект", "дело по слову", "повод", "название"),
)
"""Kinds of elements: words of the match key, and facets 'kind: value' as items.facets has them."""
MEANING_NUMBERS = 4
SET_ASIDE = frozenset(
    {"гиа", "егэ", "огэ", "гвэ", "экзамен"}
    | {"досрочный", "основной", "основный", "дополнительный", "сентябрьский", "пересдача", "период"}
)
"""Words that name an exam or its stage: what is exchanged where the rest of a wording is taken over."""
_FIRST_CHARACTER, _SURROGATES, _SURROGATE_COUNT = 0x100, 0xD800, 0x800


@dataclass(frozen=True, slots=True)
class Matchable:
    """The columns of `items` that matching reads."""

    match_key: str
    facets: tuple[str, ...] = ()
    wording: str = ""
    meaning: tuple[int, ...] = ()


@dataclass(frozen=True)
class Profiles:
    """n distinct matchables as arrays.

    The elements (words and facets) of profile i are `elements[bounds[i]:bounds[i + 1]]`, ascending; of element e
    `kinds[e]` is its place in KINDS, `weights[e]` its rarity and `names[e]` 'kind: value'. `meanings`: n x 4.
    `wordings`: n texts (Arrow). `phrase_text[phrase_bounds[i]:phrase_bounds[i + 1]]`: the words of match key i in their
    order, one character a word, without SET_ASIDE.
    """

    bounds: Integers
    elements: Integers
    kinds: Integers
    weights: Floats
    names: Sequence[str]
    meanings: Signs
    wordings: pa.Array
    phrase_text: str
    phrase_bounds: Integers

    def __len__(self) -> int:
        """The number of profiles."""
        return len(self.bounds) - 1

    @property
    def owners(self) -> Integers:
        """The profile of each place in `elements`."""
        return np.repeat(np.arange(len(self)), np.diff(self.bounds))

    @cached_property
    def keys(self) -> Integers:
        """(profile, element) of each place in `elements` as one number, ascending."""
        return self.owners * len(self.names) + self.elements

    @cached_property
    def totals(self) -> Floats:
        """n x kinds: the weight of all elements of a kind."""
        return self._sums(self.owners, self.elements, len(self))

    def phrase(self, profile: int) -> str:
        """The words of a match key as one character each, so that texts compare word by word."""
        return self.phrase_text[self.phrase_bounds[profile] : self.phrase_bounds[profile + 1]]

    def shared(self, left: Integers, right: Integers) -> Floats:
        """pairs x kinds: the weight of the elements that both profiles of a pair have."""
        sizes = np.diff(self.bounds)[left]
        pairs = np.repeat(np.arange(len(left)), sizes)
        first = np.repeat(self.bounds[left] - (np.cumsum(sizes) - sizes), sizes)
        elements = self.elements[np.arange(len(pairs)) + first]
        wanted = right[pairs] * len(self.names) + elements
        places = np.minimum(np.searchsorted(self.keys, wanted), max(len(self.keys) - 1, 0))
        both = self.keys[places] == wanted if len(self.keys) else np.zeros(0, dtype=bool)
        return self._sums(pairs[both], elements[both], len(left))

    def _sums(self, rows: Integers, elements: Integers, count: int) -> Floats:
        """count x kinds: the weights of the elements of each row."""
        sums = np.bincount(rows * len(KINDS) + self.kinds[elements], self.weights[elements], count * len(KINDS))
        return sums.astype(np.float64, copy=False).reshape(count, len(KINDS))


def of_matchables(matchables: Sequence[Matchable]) -> Profiles:
    """The arrays of some matchables."""
    rows = [asdict(one) for one in matchables]
    types = {
        "match_key": pa.string(),
        "facets": pa.list_(pa.string()),
        "wording": pa.string(),
        "meaning": pa.list_(pa.int64()),
    }
    return of_table(pa.table({name: pa.array([row[name] for row in rows], kind) for name, kind in types.items()}))


def of_table(table: pa.Table) -> Profiles:
    """The arrays of a table with the columns of Matchable; facets of unknown kinds are left out."""
    owners, values = _elements(table)
    encoded = pc.dictionary_encode(values)
    names = encoded.dictionary.to_pylist()
    known = {name: place for place, name in enumerate(KINDS)}
    kinds = np.array([known.get(name.partition(": ")[0], -1) for name in names], dtype=np.int64)
    elements = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    told = kinds[elements] >= 0 if len(elements) else np.zeros(0, dtype=bool)
    flat = np.unique(owners[told] * len(names) + elements[told])
    phrase_text, phrase_bounds = _phrases(table)
    return Profiles(
        bounds=np.searchsorted(flat, np.arange(table.num_rows + 1) * len(names)),
        elements=flat % max(len(names), 1),
        kinds=kinds,
        weights=np.array([_weight(name) for name in names], dtype=np.float64),
        names=names,
        meanings=_meanings(table),
        wordings=pc.fill_null(_column(table, "wording"), ""),
        phrase_text=phrase_text,
        phrase_bounds=phrase_bounds,
    )


def _elements(table: pa.Table) -> tuple[Integers, pa.Array]:
    """(profile, 'kind: value') of every word and facet."""
    words, facets = pc.split_pattern(_column(table, "match_key"), " "), _column(table, "facets")
    named = pc.binary_join_element_wise(f"{WORD}: ", words.flatten(), "")
    return (
        np.concatenate([_owners(words), _owners(facets)]),
        pa.concat_arrays([named, facets.flatten()]),
    )


def _phrases(table: pa.Table) -> tuple[str, Integers]:
    words = pc.split_pattern(_column(table, "match_key"), " ")
    encoded = pc.dictionary_encode(words.flatten())
    named = [word in SET_ASIDE for word in encoded.dictionary.to_pylist()]
    codes = encoded.indices.to_numpy(zero_copy_only=False).astype(np.uint32)
    kept = ~np.array(named, dtype=bool)[codes]
    codes = codes[kept] + _FIRST_CHARACTER
    text = np.where(codes < _SURROGATES, codes, codes + _SURROGATE_COUNT).astype("<u4").tobytes().decode("utf-32-le")
    return text, np.searchsorted(_owners(words)[kept], np.arange(table.num_rows + 1))


def _meanings(table: pa.Table) -> Signs:
    column = _column(table, "meaning")
    found = np.zeros((table.num_rows, MEANING_NUMBERS), dtype=np.int64)
    counts = pc.fill_null(pc.list_value_length(column), 0).to_numpy(zero_copy_only=False)
    found[counts == MEANING_NUMBERS] = column.flatten().to_numpy(zero_copy_only=False).reshape(-1, MEANING_NUMBERS)
    return found.view(np.uint64)


def _column(table: pa.Table, name: str) -> pa.Array:
    return table.column(name).combine_chunks()


def _owners(lists: pa.Array) -> Integers:
    counts = pc.fill_null(pc.list_value_length(lists), 0).to_numpy(zero_copy_only=False)
    return np.repeat(np.arange(len(counts)), counts)


def _weight(name: str) -> float:
    kind, _, value = name.partition(": ")
    return rarity(value) if kind == WORD else 1.0

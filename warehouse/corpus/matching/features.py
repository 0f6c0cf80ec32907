"""What speaks for and against two activities being the same, as numbers: one row a pair, one column a feature."""

from __future__ import annotations

import numpy as np

from warehouse.corpus.matching.profiles import KINDS, WORD, Booleans, Floats, Integers, Profiles

SIGNS = 256
FEATURES = {
    "contained": "доля слов короткого текста, которые есть в длинном, с учётом редкости",
    "covered": "доля слов длинного текста, которые есть в коротком",
    "common": "сколько общего в словах",
    "extra_short": "сколько редких слов есть только в коротком тексте",
    "extra_long": "сколько редких слов есть только в длинном тексте",
    "meaning": "близость смысла по векторам слов",
    "same_operation": "делают то же",
    "operations": "доля общих дел",
    "other_operation": "делают другое",
    "unknown_operation": "что делают, словарь знает только об одном",
    "other_object": "другие объекты",
    "objects": "доля общих объектов",
    "one_object": "объект назван только в одном",
    "exchanged": "слова те же, а дело или объекты другие",
    "narrowed": "только одно — для части обучающихся (ОВЗ, группа риска, прошлые годы)",
    "same_audience": "те же участники",
    "one_audience": "участники названы только в одном",
    "one_subject": "предмет назван только в одном",
    "one_exam": "испытание названо только в одном",
    "one_detail": "этап, класс, процедура, форма или число только в одном",
    "other_detail": "другая процедура, форма, уровень или число",
    "one_document": "документ назван только в одном",
    "same_occasion": "планы об одном",
    "other_occasion": "планы о разном",
    "one_title": "название в кавычках только у одного",
    "other_title": "разные названия в кавычках",
    "same_title": "доля общих слов названий в кавычках",
}
OTHER = ("other_operation", "other_object")
_SUBJECT, _AUDIENCE, _HEAD, _OCCASION = "предмет по разделу", "участники по разделу", "дело по слову", "повод"
_EXAMS = ("испытание", "вид экзамена")
_DETAILS = ("этап", "класс", "процедура", "форма", "число")
_OTHER_DETAILS = ("процедура", "форма", "уровень", "число")


def conflicts(shared: Floats, ours: Floats, theirs: Floats, kinds: tuple[str, ...]) -> Booleans:
    """pairs x kinds: named on both sides without a common value."""
    at = [KINDS.index(kind) for kind in kinds]
    found: Booleans = (ours[:, at] > 0) & (theirs[:, at] > 0) & (shared[:, at] == 0)
    return found


def features(known: Profiles, left: Integers, right: Integers, sums: tuple[Floats, Floats, Floats]) -> Floats:
    """pairs x FEATURES; `sums`: the weights by kind of what both have, of the left ones and of the right ones."""
    found = {
        **_of_words(known, left, right, sums),
        **_of_operations(sums),
        **_of_objects(sums),
        **_one_sided(sums),
        **_of_plans(sums),
    }
    found["exchanged"] = found["contained"] * (found["other_operation"] + found["other_object"] > 0)
    return np.column_stack([found[name] for name in FEATURES])


_Sums = tuple[Floats, Floats, Floats]
_Columns = dict[str, Floats]


def _of_words(known: Profiles, left: Integers, right: Integers, sums: _Sums) -> _Columns:
    shared, ours, theirs = (side[:, KINDS.index(WORD)] for side in sums)
    short, long = np.minimum(ours, theirs), np.maximum(ours, theirs)
    return {
        "contained": _ratio(shared, short),
        "covered": _ratio(shared, long),
        "common": np.log1p(shared),
        "extra_short": np.log1p(np.maximum(short - shared, 0)),
        "extra_long": np.log1p(np.maximum(long - shared, 0)),
        "meaning": cosine(known, left, right),
    }


def _of_operations(sums: _Sums) -> _Columns:
    shared, ours, theirs = (side[:, KINDS.index("дело")] for side in sums)
    return {
        "same_operation": _flag(shared + sums[0][:, KINDS.index(_HEAD)] > 0),
        "operations": _ratio(shared, ours + theirs - shared),
        "other_operation": _flag((ours > 0) & (theirs > 0) & (shared == 0)),
        "unknown_operation": _flag((ours > 0) != (theirs > 0)),
    }


def _of_objects(sums: _Sums) -> _Columns:
    shared, ours, theirs = (side[:, KINDS.index("объект")] for side in sums)
    return {
        "objects": _ratio(shared, ours + theirs - shared),
        "other_object": _flag(conflicts(*sums, ("объект",))[:, 0]),
        "one_object": _flag((ours > 0) != (theirs > 0)),
    }


def _one_sided(sums: _Sums) -> _Columns:
    return {
        "narrowed": _count(one_sided(sums, ("особые участники",))),
        "same_audience": _flag(sums[0][:, KINDS.index(_AUDIENCE)] > 0),
        "one_audience": _count(one_sided(sums, (_AUDIENCE,))),
        "one_subject": _count(one_sided(sums, (_SUBJECT,))),
        "one_exam": _count(one_sided(sums, _EXAMS)),
        "one_detail": _count(one_sided(sums, _DETAILS)),
        "other_detail": _count(conflicts(*sums, _OTHER_DETAILS)),
        "one_document": _count(one_sided(sums, ("документ",))),
    }


def _of_plans(sums: _Sums) -> _Columns:
    shared, ours, theirs = (side[:, KINDS.index("название")] for side in sums)
    return {
        "same_occasion": _flag(sums[0][:, KINDS.index(_OCCASION)] > 0),
        "other_occasion": _flag(conflicts(*sums, (_OCCASION,))[:, 0]),
        "one_title": _flag((ours > 0) != (theirs > 0)),
        "other_title": _flag((ours > 0) & (theirs > 0) & (shared == 0)),
        "same_title": _ratio(shared, ours + theirs - shared),
    }


def one_sided(sums: _Sums, kinds: tuple[str, ...]) -> Booleans:
    """pairs x kinds: named on one side only."""
    at = [KINDS.index(kind) for kind in kinds]
    found: Booleans = (sums[1][:, at] > 0) != (sums[2][:, at] > 0)
    return found


def cosine(known: Profiles, left: Integers, right: Integers) -> Floats:
    """The cosine that the share of different signs tells; 0 where one has no meaning."""
    ours, theirs = known.meanings[left], known.meanings[right]
    different = np.bitwise_count(ours ^ theirs).sum(axis=1)
    named = ours.any(axis=1) & theirs.any(axis=1)
    return np.where(named, np.cos(np.pi * different / SIGNS), 0.0)


def _ratio(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)


def _flag(truth: Booleans) -> Floats:
    return truth.astype(np.float64)


def _count(truth: Booleans) -> Floats:
    counted: Floats = truth.sum(axis=1).astype(np.float64)
    return counted

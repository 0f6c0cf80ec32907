"""Who signs an order, who controls it, and whom it names with a task."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from normalize.head.layout import POST, Layout, Line, is_name_only
from normalize.language.phrases import nominative_phrase
from normalize.language.text import collapse
from normalize.model import OrderPerson
from normalize.persons.names import PersonMention, find_persons, link_variants, nominative

_CONTROL = re.compile(
    r"(?:возложить|возлагаю|поручить|поручаю|возложен|осуществля[а-яё]+)\s+(?:общий\s+)?контроль\s"
    r"|контроль\s(?=[^.;]{0,250}(?:возложить|возлагаю|возлагается|возложен|поручить|поручаю|осуществля|оставля|оставить|за\s+собой))",
    re.I,
)
_ENTRUSTED = re.compile(
    r"(?:возложить|возлагаю|возлагается|возложен)\s+на\s|осуществляет|осуществлять\s*:?"
    r"|\s(?:приказа|распоряжения|постановления)\s(?:на\s)?",
    re.I,
)
_SELF = re.compile(r"(?:оставляю|оставить|сохраняю)\s+за\s+собой|беру\s+на\s+себя", re.I)
_EXECUTOR = re.compile(r"исп(?:олнител[ьи]|\.)(?!\w)", re.I)
_MAILING = re.compile(r"рассылка|разослать|разослано|в дело", re.I)
_AGREED = re.compile(r"согласован|лист согласования|виз[аы](?!\w)", re.I)
_ITEM_NUMBER = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})[.)]?\s*")
_GOVERNED = (
    (re.compile(r"(?:возложить|возлагаю|возложен|возлагается)\s(?:.*\s)?на\s", re.I), "accs"),
    (re.compile(r"назначить\s", re.I), "accs"),
    (re.compile(r"(?:поручить|поручаю|осуществлять)\s", re.I), "datv"),
)
_DATIVE_LEAD = re.compile(r"[А-ЯЁа-яё]+(?:у|ю|ому|ему|ой|ей)(?!\w)")
_ROLE_LENGTH = 160


@dataclass(frozen=True, slots=True)
class Signing:
    """signatory, controller: 'Фамилия И.О.' or ''."""

    signatory: str = ""
    controller: str = ""
    persons: tuple[OrderPerson, ...] = ()


@dataclass(frozen=True, slots=True)
class _Named:
    name: str
    role: str
    raw: str
    duty: str = ""


def read_signing(layout: Layout, between: Sequence[Line] = ()) -> Signing:
    """Signatory, controller and everyone named, one entry a person with all roles in printed order.

    `between`: lines between and after the tables, where an order that ends with its table is signed.
    """
    named = [
        *_beside("напечатано в шапке", layout.letterhead),
        *(one for item in layout.items for one in _of_item(item)),
        *_of_signature(layout.signature),
        *_of_annex(layout.annex),
    ]
    if layout.items and not any(one.duty == "signs" for one in named):
        named += _of_signature(_closing(between))
    canonical = link_variants([one.name for one in named])
    signatory = next((canonical[one.name] for one in named if one.duty == "signs"), "")
    controller = next((canonical[one.name] for one in named if one.duty == "controls"), "")
    if not controller and any(_keeps_control(item) for item in layout.items):
        controller = signatory
    return Signing(signatory, controller, _persons(named, canonical))


def _persons(named: Sequence[_Named], canonical: dict[str, str]) -> tuple[OrderPerson, ...]:
    roles: dict[str, list[str]] = {}
    raws: dict[str, str] = {}
    for one in named:
        name = canonical[one.name]
        raws.setdefault(name, one.raw)
        roles.setdefault(name, [])
        if one.role and one.role not in roles[name]:
            roles[name].append(one.role)
    return tuple(OrderPerson(name, "; ".join(roles[name]) or "роль не указана", raws[name]) for name in roles)


def _beside(where: str, lines: Sequence[Line]) -> list[_Named]:
    """People whose part is not said: 'Ю.И. Золотухин' where the letterhead has its date."""
    return [
        _Named(nominative(mention.raw), f"роль не указана ({where})", mention.raw)
        for line in lines
        for mention in find_persons(line.text)
    ]


def _of_item(item: str) -> list[_Named]:
    """People named in one numbered item, with what it gives them to do; the one entrusted with control apart."""
    number = _ITEM_NUMBER.match(item)
    start = number.end() if number else 0
    control = _CONTROL.search(item, start)
    named: list[_Named] = []
    end = start
    for mention in find_persons(item):
        if mention.start < start:
            continue
        name = nominative(mention.raw, case=_governed_case(item, start, mention))
        if control and mention.start >= control.end() and not any(one.duty for one in named):
            role = f"контроль за исполнением: {_post_beside(item, control.end(), mention)}".rstrip(" :")
            named.append(_Named(name, role, mention.raw, "controls"))
        else:
            place = f"пункт {number['number']}: " if number else ""
            named.append(_Named(name, place + _task(item, end, mention), mention.raw))
        end = mention.end
    return named


def _governed_case(item: str, start: int, mention: PersonMention) -> str | None:
    """The case that the words before a name ask for; in brackets a name that can be a nominative is one."""
    before = item[start : mention.start]
    if before.rstrip().endswith("(") and nominative(mention.raw).partition(" ")[0] in mention.raw:
        return None
    sentence = re.split(r"(?<=[а-яё]{3})\.\s", before)[-1]
    for pattern, case in _GOVERNED:
        if pattern.search(sentence):
            return case
    lead = re.match(r"\W*([А-ЯЁа-яё]+)", sentence)
    return "datv" if lead and _DATIVE_LEAD.fullmatch(lead[1]) else None


def _post_beside(item: str, start: int, mention: PersonMention) -> str:
    """The post before the name, else after it: 'на Белецких О.Б., заместителя руководителя управления'."""
    before = _ENTRUSTED.split(item[start : mention.start])[-1].strip(" ,(")
    after = re.match(r"\s?,\s?([^.;]{3,120})", item[mention.end :])
    post = before or (after[1] if after else "")
    return _shortened(nominative_phrase(post) if post else "")


def _task(item: str, start: int, mention: PersonMention) -> str:
    """Whom or what the name stands with, and the words after it: 'Отдел общего образования – обеспечить …'."""
    before = item[start : mention.start].strip(" ,.;:()–-")
    after = re.match(r"[\s),]*([^.;:()]{3,100})", item[mention.end :])
    lead = nominative_phrase(before) if before else ""
    parts = [lead, after[1].strip() if after else ""]
    return " – ".join(_shortened(part) for part in parts if part)


def _shortened(text: str) -> str:
    text = collapse(text)
    return text if len(text) <= _ROLE_LENGTH else text[:_ROLE_LENGTH].rsplit(" ", 1)[0] + " …"


def _keeps_control(item: str) -> bool:
    return _CONTROL.search(item) is not None and _SELF.search(item) is not None


def _of_signature(lines: Sequence[Line]) -> list[_Named]:
    """The signatory with the post before or after the name, then visas, executors and the mailing list."""
    named: list[_Named] = []
    post: list[str] = []
    part = "подпись"
    for at, line in enumerate(lines):
        part, post = _part_of(line.text, part, post)
        mentions = find_persons(line.text)
        if not mentions:
            post.append(line.text)
            continue
        post.append(line.text[: mentions[0].start])
        words = collapse(" ".join(post)).strip(" _,:.")
        if not words and part == "подпись" and not named:
            words = _post_after(lines[at + 1 :])
        for mention in mentions:
            named.append(_signed(mention, part, words, first=not any(one.duty for one in named)))
        post = []
        part = "виза" if part == "подпись" else part
    return named


def _part_of(text: str, part: str, post: list[str]) -> tuple[str, list[str]]:
    """Which part of the signature block a line opens: executors, mailing list, visas."""
    for pattern, name in ((_EXECUTOR, "исполнитель"), (_MAILING, "рассылка"), (_AGREED, "согласование")):
        if pattern.match(text):
            return name, []
    return part, [words for words in post if not re.fullmatch(r"[\W_\d]*", words)]


def _signed(mention: PersonMention, part: str, words: str, *, first: bool) -> _Named:
    name = nominative(mention.raw)
    if part == "подпись" and first:
        return _Named(name, f"подпись: {_shortened(words)}".rstrip(" :"), mention.raw, "signs")
    if part in ("подпись", "виза") and not POST.search(words):
        return _Named(name, "роль не указана (после подписи)", mention.raw)
    words = "" if part == "рассылка" else re.sub(rf"^{_EXECUTOR.pattern}[\s:]*", "", words, flags=re.I)
    return _Named(name, f"{part}: {_shortened(words)}".rstrip(" :"), mention.raw)


def _post_after(lines: Sequence[Line]) -> str:
    """The post printed under the name: 'С.Д. Казакевич', 'Начальник управления'."""
    if not lines or not POST.match(lines[0].text):
        return ""
    return collapse(" ".join(line.text for line in lines[:2] if not is_name_only(line.text)))


def _of_annex(lines: Sequence[Line]) -> list[_Named]:
    """Who approves or agrees by a stamp of one's own: 'УТВЕРЖДАЮ', 'Директор департамента', '_____ И.И. Иванов'."""
    named: list[_Named] = []
    for at, line in enumerate(lines):
        stamp = re.match(r"[«\"]?(?P<approved>УТВЕРЖДАЮ|Утверждаю)|[«\"]?(?:СОГЛАСОВАНО|Согласовано)", line.text)
        block = [other for other in lines[at + 1 : at + 8] if stamp]
        last = next((end for end, other in enumerate(block) if find_persons(other.text)), None)
        if stamp is None or last is None:
            continue
        mention = find_persons(block[last].text)[0]
        words = " ".join([*(other.text for other in block[:last]), block[last].text[: mention.start]])
        part, duty = ("утвердил", "signs") if stamp["approved"] else ("согласование", "")
        named.append(_Named(nominative(mention.raw), f"{part}: {_shortened(words.strip(' _'))}", mention.raw, duty))
    return named


def _closing(between: Sequence[Line]) -> Sequence[Line]:
    """The lines between and after tables from the first post that is signed on."""
    for at, line in enumerate(between):
        if POST.match(line.text) and any(find_persons(other.text) for other in between[at : at + 8]):
            return between[at:]
    return ()

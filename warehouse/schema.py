"""The only statement of tables and columns: names, Arrow types and, in Russian, what an analyst finds in them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

import pyarrow as pa

TEXTS = pa.list_(pa.string())
BBOX = pa.list_(pa.float64())
RAW_CELLS = pa.list_(
    pa.struct(
        [
            ("role", pa.string()),
            ("text", pa.string()),
            ("page", pa.int32()),
            ("line", pa.int32()),
            ("bbox", BBOX),
        ]
    )
)
_SQL_TYPES = {
    pa.string(): "VARCHAR",
    pa.int32(): "INTEGER",
    pa.float64(): "DOUBLE",
    pa.bool_(): "BOOLEAN",
    pa.date32(): "DATE",
    pa.timestamp("us"): "TIMESTAMP",
}


class Stage(StrEnum):
    """Who fills a table: one order on its own, or the corpus stage from all of them."""

    ORDER = "order"
    CORPUS = "corpus"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `required` ones are never NULL, `item` ones hold an item_id (or a list of them)."""

    name: str
    type: pa.DataType
    description: str
    required: bool = False
    item: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the warehouse; `file` is the stem of its Parquet file, `key` tells its rows apart."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    stage: Stage = Stage.ORDER
    file: str = ""

    @property
    def parquet_name(self) -> str:
        """File name inside the folder of an order or of a generation."""
        return f"{self.file or self.name}.parquet"

    @property
    def arrow(self) -> pa.Schema:
        """The Arrow schema, columns in the stated order."""
        return pa.schema([pa.field(column.name, column.type, not column.required) for column in self.columns])

    @property
    def item_columns(self) -> tuple[str, ...]:
        """Columns that refer to items.item_id."""
        return tuple(column.name for column in self.columns if column.item)


def _text(name: str, description: str, required: bool = False) -> Column:
    return Column(name, pa.string(), description, required)


def _integer(name: str, description: str, required: bool = False) -> Column:
    return Column(name, pa.int32(), description, required)


def _date(name: str, description: str) -> Column:
    return Column(name, pa.date32(), description)


def _flag(name: str, description: str) -> Column:
    return Column(name, pa.bool_(), description)


def _share(name: str, description: str) -> Column:
    return Column(name, pa.float64(), description)


ORDER_ID = _text("order_id", "приказ", required=True)
ITEM_ID = Column("item_id", pa.string(), "мероприятие", required=True, item=True)
ORDINAL = _integer("ordinal", "порядковый номер, с 1", required=True)
PART = _integer("part_ordinal", "к какому пункту перечня относится; пусто — ко всему мероприятию")

ORDERS = Table(
    "orders",
    "Приказы: одна строка — один приказ с дорожной картой",
    (
        ORDER_ID,
        _text("source_name", "имя загруженного файла"),
        _text("source_sha256", "SHA-256 загруженного файла", required=True),
        _text("media_type", "тип файла"),
        _integer("pages", "страниц в файле"),
        _text("region_code", "двузначный код субъекта РФ, текстом: '42'; пусто — не установлен"),
        _text("region", "субъект РФ"),
        _text("region_iso", "код ISO 3166-2"),
        _text("municipality", "муниципальное образование; пусто у региональных приказов"),
        _text("level", "уровень: regional — региональный, municipal — муниципальный"),
        _text("issuer", "кто издал приказ"),
        _text("number", "номер приказа, как напечатан"),
        _date("signed_on", "дата приказа"),
        _text("title", "название приказа"),
        _text("academic_year", "учебный год плана: '2024-2025'"),
        _date("plan_start", "начало планового периода"),
        _date("plan_end", "конец планового периода"),
        _text("signatory", "кто подписал"),
        _text("controller", "на кого возложен контроль"),
        _integer("activities", "число мероприятий: без групповых строк и повторов объединённых ячеек"),
        _share("coverage", "доля знаков файла, попавших в графу, повторную шапку или названный вид шума"),
        _share("noise", "доля знаков файла, отнесённых к шуму"),
        _text("program_version", "версия программы, прочитавшей файл", required=True),
        Column("loaded_at", pa.timestamp("us"), "когда загружен, UTC"),
    ),
    ("order_id",),
    file="order",
)

SOURCES = Table(
    "sources",
    "Файлы, из которых загружены приказы; прежние версии тоже",
    (
        _text("source_id", "файл", required=True),
        ORDER_ID,
        _text("source_name", "имя загруженного файла"),
        _text("sha256", "SHA-256 файла", required=True),
        _text("part", "что в файле: order — приказ, annex — приложение к нему"),
        _text("stored_path", "где хранится копия, от корня хранилища"),
        _text("program_version", "версия программы, прочитавшей файл"),
        _text("superseded_by", "каким файлом заменён; пусто у действующего"),
    ),
    ("order_id", "source_id"),
)

ITEMS = Table(
    "items",
    "Строки дорожных карт в порядке чтения: мероприятия и групповые строки",
    (
        ORDER_ID,
        ITEM_ID,
        _integer("seq", "место в документе, с 1", required=True),
        _integer("table_no", "номер таблицы в документе"),
        _text("appendix", "приложение"),
        _text("table_title", "название таблицы"),
        _text("section", "раздел"),
        _text("subsection", "подраздел"),
        _text("number", "номер пункта, как напечатан"),
        Column("parent_item_id", pa.string(), "строка, которой подчинена эта", item=True),
        _flag("is_group", "групповая строка: озаглавливает следующие"),
        _text("category", "категория участников"),
        _text("activity", "мероприятие"),
        _flag("activity_inherited", "мероприятие взято из объединённой ячейки выше"),
        _text("period_raw", "графа сроков, как напечатана"),
        _flag("period_inherited", "срок взят из объединённой ячейки выше"),
        _text("responsible_raw", "графа ответственных, как напечатана"),
        _flag("responsible_inherited", "ответственные взяты из объединённой ячейки выше"),
        _text("result", "ожидаемый результат"),
        _flag("result_inherited", "результат взят из объединённой ячейки выше"),
        _text("exam", "экзамен: 'ГИА-9', 'ГИА-11', 'both' — оба, пусто — не назван"),
        _text("topic", "тема мероприятия"),
        _text("match_key", "текст мероприятия, приведённый к виду для сравнения"),
        _text("swapped", "графы переставлены: author — в самом приказе, extraction — при извлечении (исправлено)"),
        _integer("page_from", "страница начала"),
        _integer("page_to", "страница конца"),
        Column("bbox", BBOX, "рамка на странице: x0, y0, x1, y1 в пунктах от левого верхнего угла"),
        _share("confidence", "уверенность распознавания скана, 0..1; пусто — не скан"),
        _text("locator", "где в файле: страница, строки, таблица"),
        _text("source_id", "файл"),
        Column("raw_cells", RAW_CELLS, "ячейки, как напечатаны"),
    ),
    ("item_id",),
)

PARTS = Table(
    "parts",
    "Пункты перечней внутри мероприятий",
    (ORDER_ID, ITEM_ID, _integer("part_ordinal", "номер пункта, с 1", required=True), _text("text", "текст пункта")),
    ("item_id", "part_ordinal"),
)

ACTIONS = Table(
    "actions",
    "Что делает каждый уровень управления, если приказ делит мероприятие по уровням",
    (ORDER_ID, ITEM_ID, ORDINAL, _text("level", "уровень, как назван в графе"), _text("text", "действие")),
    ("item_id", "ordinal"),
)

PERIODS = Table(
    "periods",
    "Сроки мероприятий: у одного мероприятия их бывает несколько",
    (
        ORDER_ID,
        ITEM_ID,
        ORDINAL,
        PART,
        _text("raw", "слова срока, как напечатаны"),
        _text("label", "пояснение при сроке: 'основной этап'"),
        _text("kind", "вид срока: month, range, date, deadline, from, year, continuous, unresolved и другие"),
        _date("start_date", "начало, как напечатано; пусто — не задано"),
        _date("end_date", "конец, как напечатан, включительно; пусто — не задан"),
        _text("year_basis", "откуда год: explicit — напечатан, carried — из той же ячейки, plan — из плана, none"),
        Column("flags", TEXTS, "пометы: year_rollover, out_of_plan, reversed, garbled"),
        _date("suggested_start", "вероятное начало, если напечатанное ошибочно"),
        _date("suggested_end", "вероятный конец, если напечатанный ошибочен"),
        _date("effective_start", "начало для расчётов: вероятное, если есть, иначе напечатанное"),
        _date("effective_end", "конец для расчётов: вероятный, если есть, иначе напечатанный"),
        _integer("plan_month_from", "месяц начала от начала плана: 0 — первый месяц плана"),
        _integer("plan_month_to", "месяц конца от начала плана: 0 — первый месяц плана"),
        _text("rule", "правило, по которому прочитан срок"),
        _flag("inherited", "срок взят из объединённой ячейки выше"),
    ),
    ("item_id", "ordinal"),
)

PERIOD_READINGS = Table(
    "period_readings",
    "Возможные прочтения сроков и почему выбрано одно из них",
    (
        ORDER_ID,
        ITEM_ID,
        ORDINAL,
        _integer("reading_ordinal", "номер прочтения, с 1", required=True),
        _date("start_date", "начало"),
        _date("end_date", "конец"),
        _text("reason", "почему выбрано или отвергнуто"),
        _flag("chosen", "выбрано"),
    ),
    ("item_id", "ordinal", "reading_ordinal"),
)

RESPONSIBLES = Table(
    "responsibles",
    "Ответственные за мероприятия: организации, люди и роли",
    (
        ORDER_ID,
        ITEM_ID,
        ORDINAL,
        PART,
        _text("mention", "как напечатано", required=True),
        _text("kind", "org — организация, person — человек, role — роль", required=True),
        _text("entity_id", "кто это в справочнике entities"),
        _text("canonical", "полное название; у людей 'Фамилия И.О.'"),
        _text("basis", "откуда известно полное название"),
        _flag("resolved", "полное название известно"),
        _text("level", "уровень: federal, regional, municipal, school"),
        _text("key", "ключ, по которому связываются упоминания"),
        _flag("inherited", "взято из объединённой ячейки выше"),
        _integer("action_ordinal", "к какому действию уровня относится; пусто — ко всему мероприятию"),
    ),
    ("item_id", "ordinal"),
)

ACTS = Table(
    "acts",
    "Акты, на которые ссылается приказ",
    (
        ORDER_ID,
        ORDINAL,
        _text("act_type", "вид акта"),
        _text("issuer", "кто издал"),
        _date("signed_on", "дата"),
        _text("number", "номер"),
        _text("title", "название"),
    ),
    ("order_id", "ordinal"),
)

ORDER_PERSONS = Table(
    "order_persons",
    "Люди, названные в тексте приказа до таблицы",
    (
        ORDER_ID,
        ORDINAL,
        _text("name", "'Фамилия И.О.' в именительном падеже"),
        _text("role", "что поручено"),
        _text("raw", "как напечатано"),
    ),
    ("order_id", "ordinal"),
)

DEFINITIONS = Table(
    "definitions",
    "Сокращения, которые приказ определяет сам: '(далее – РЦОИ)'",
    (
        ORDER_ID,
        ORDINAL,
        _text("short", "сокращение", required=True),
        _text("full_name", "полное название", required=True),
        _text("basis", "откуда известно: defined, letterhead"),
        _text("level", "уровень: federal, regional, municipal, school"),
    ),
    ("order_id", "ordinal"),
)

TEXT_YEARS = Table(
    "text_years",
    "Годы, названные в текстах мероприятий и заголовков, и зачем они там",
    (
        ORDER_ID,
        Column("item_id", pa.string(), "мероприятие; пусто — текст приказа или заголовок", item=True),
        ORDINAL,
        _text("field", "где: activity, result, part, action, section, subsection, title"),
        _integer("year_from", "год, или первый год учебного года"),
        _integer("year_to", "год, или последний год учебного года"),
        _text("role", "result_of — итоги, preparation_for — подготовка, citation — реквизит акта, plan, unknown"),
        _text("quote", "слова вокруг года, как напечатаны"),
    ),
    ("order_id", "ordinal"),
)

ORDER_NOTES = Table(
    "order_notes",
    "Противоречия и замечания к приказу в целом",
    (
        ORDER_ID,
        ORDINAL,
        _text("kind", "head_conflict — противоречие в реквизитах, id_conflict — номер занят другим приказом", True),
        _text("quote", "как напечатано"),
        _text("detail", "пояснение"),
    ),
    ("order_id", "ordinal"),
)

NOISE = Table(
    "noise",
    "Шум по видам: номера страниц, колонтитулы, линии рамок",
    (
        ORDER_ID,
        _text("kind", "вид шума", required=True),
        _integer("count", "сколько раз встретился"),
        _integer("chars", "сколько непробельных знаков"),
        _text("example", "пример"),
    ),
    ("order_id", "kind"),
)

LEFTOVERS = Table(
    "leftovers",
    "Напечатанное, чему не нашлось места",
    (
        ORDER_ID,
        ORDINAL,
        _integer("page", "страница"),
        _text("text", "как напечатано"),
        _text("why", "почему осталось"),
        _text("locator", "где в файле"),
    ),
    ("order_id", "ordinal"),
)

ENTITIES = Table(
    "entities",
    "Справочник: организации, люди и роли, которые встречаются в приказах",
    (
        _text("entity_id", "запись справочника", required=True),
        _text("kind", "org — организация, person — человек, role — роль", required=True),
        _text("canonical", "полное название; у людей 'Фамилия И.О.'", required=True),
        _text("level", "уровень: federal, regional, municipal, school"),
        _text("region_code", "код субъекта РФ; пусто — не привязана к субъекту"),
        _flag("resolved", "полное название известно; нет — ни один приказ его не раскрывает"),
    ),
    ("entity_id",),
    Stage.CORPUS,
)

ALIASES = Table(
    "aliases",
    "Как организации, люди и роли названы в приказах",
    (
        _text("entity_id", "запись справочника", required=True),
        _text("alias", "как напечатано", required=True),
        ORDER_ID,
        _text("basis", "defined, letterhead, dictionary, initials, spelling, printed, corpus — из других приказов"),
    ),
    ("entity_id", "alias", "order_id"),
    Stage.CORPUS,
)

FINDINGS = Table(
    "findings",
    "Замечания: что в приказах неверно или сомнительно",
    (
        _text("finding_id", "замечание; при повторной загрузке то же самое", required=True),
        ORDER_ID,
        Column("item_id", pa.string(), "мероприятие; пусто — приказ в целом", item=True),
        _text("check", "проверка", required=True),
        _text("severity", "важность: error — ошибка, warning — вероятная ошибка, info — к сведению", True),
        _text("status", "open — не разобрано, accepted — принято, dismissed — отклонено", True),
        _text("quote", "как напечатано"),
        _integer("page", "страница"),
        _text("message", "в чём дело, одной фразой", required=True),
        _text("suggestion", "как, вероятно, должно быть"),
        Column("related", TEXTS, "связанные мероприятия", item=True),
    ),
    ("finding_id",),
    Stage.CORPUS,
)

MATCHES = Table(
    "matches",
    "Пары мероприятий разных приказов; каждая пара один раз",
    (
        ITEM_ID,
        Column("other_item_id", pa.string(), "другое мероприятие", required=True, item=True),
        _share("score", "сходство, 0..1"),
        _text("relation", "copy — списано, same_activity — то же мероприятие"),
    ),
    ("item_id", "other_item_id", "relation"),
    Stage.CORPUS,
)

CLUSTERS = Table(
    "clusters",
    "Типовые мероприятия: какие мероприятия разных приказов — одно и то же",
    (
        _text("cluster_id", "типовое мероприятие", required=True),
        _text("label", "его название"),
        ITEM_ID,
    ),
    ("cluster_id", "item_id"),
    Stage.CORPUS,
)

REJECTED = Table(
    "rejected",
    "Файлы, которые не удалось загрузить",
    (
        _text("source_name", "имя файла", required=True),
        _text("source_sha256", "SHA-256 файла; пусто — файл не прочитан"),
        _text("stage", "на чём остановились"),
        _text("error", "почему", required=True),
        Column("at", pa.timestamp("us"), "когда отвергнут впервые, UTC"),
    ),
    ("source_name", "source_sha256"),
    Stage.CORPUS,
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        *(ORDERS, SOURCES, ITEMS, PARTS, ACTIONS, PERIODS, PERIOD_READINGS, RESPONSIBLES, ACTS, ORDER_PERSONS),
        *(DEFINITIONS, TEXT_YEARS, ORDER_NOTES, NOISE, LEFTOVERS),
        *(ENTITIES, ALIASES, FINDINGS, MATCHES, CLUSTERS, REJECTED),
    )
}


@cache
def tables(stage: Stage) -> tuple[Table, ...]:
    """The tables that one stage fills, in the stated order."""
    return tuple(table for table in TABLES.values() if table.stage is stage)


def sql_type(arrow: pa.DataType) -> str:
    """The DuckDB type of an Arrow type: list<string> -> 'VARCHAR[]'."""
    if pa.types.is_list(arrow):
        return f"{sql_type(arrow.value_type)}[]"
    if pa.types.is_struct(arrow):
        return f"STRUCT({', '.join(f'{field.name} {sql_type(field.type)}' for field in arrow)})"
    return _SQL_TYPES[arrow]

"""The only statement of tables and columns: names, Arrow types and, in Russian, what an analyst finds in them."""

from __future__ import annotations

from functools import cache

import pyarrow as pa

from warehouse.columns import BBOX, NUMBERS, RAW_CELLS, TEXTS, Column, Stage, Table, date, flag, integer, share, text

ORDER_ID = text("order_id", "приказ", required=True)
ITEM_ID = Column("item_id", pa.string(), "мероприятие", required=True, item=True)
ORDINAL = integer("ordinal", "порядковый номер, с 1", required=True)
SOURCE = text("source_id", "файл, в котором это напечатано")
PART = integer("part_ordinal", "к какому пункту перечня относится; пусто — ко всему мероприятию")

ORDERS = Table(
    "orders",
    "Приказы: одна строка — один приказ с дорожной картой",
    (
        ORDER_ID,
        text("source_name", "имя загруженного файла"),
        text("source_sha256", "SHA-256 загруженного файла", required=True),
        text("media_type", "тип файла"),
        integer("pages", "страниц в файле"),
        text("region_code", "двузначный код субъекта РФ, текстом: '42'; пусто — не установлен"),
        text("region", "субъект РФ"),
        text("region_iso", "код ISO 3166-2"),
        text("municipality", "муниципальное образование; пусто у региональных приказов"),
        text("level", "уровень: regional — региональный, municipal — муниципальный"),
        text("issuer", "кто издал приказ"),
        text("number", "номер приказа, как напечатан"),
        date("signed_on", "дата приказа"),
        text("title", "название приказа"),
        text("academic_year", "учебный год плана: '2024-2025'"),
        date("plan_start", "начало планового периода"),
        date("plan_end", "конец планового периода"),
        text("signatory", "кто подписал"),
        text("controller", "на кого возложен контроль"),
        integer("activities", "число мероприятий: без групповых строк и повторов объединённых ячеек"),
        share("coverage", "доля знаков файла, попавших в графу, которой они подходят, в шапку или названный вид шума"),
        text("layout", "sure — таблицы разобраны уверенно, doubtful — нет: см. замечание layout_doubtful"),
        share("noise", "доля знаков файла, отнесённых к шуму"),
        Column("corrected", TEXTS, "какие столбцы исправил аналитик; что было прочитано — в corrections"),
        text("program_version", "версия программы, прочитавшей файл", required=True),
        Column("loaded_at", pa.timestamp("us"), "когда загружен, UTC"),
    ),
    ("order_id",),
    file="order",
)

SOURCES = Table(
    "sources",
    "Файлы, из которых загружены приказы; прежние версии тоже",
    (
        text("source_id", "файл", required=True),
        ORDER_ID,
        text("source_name", "имя загруженного файла"),
        text("sha256", "SHA-256 файла", required=True),
        text("part", "что в файле: order — приказ, annex — приложение к нему"),
        text("stored_path", "где хранится копия, от корня хранилища"),
        text("program_version", "версия программы, прочитавшей файл"),
        text("superseded_by", "каким файлом заменён; пусто у действующего"),
        integer("activities", "число мероприятий в файле"),
        Column("loaded_at", pa.timestamp("us"), "когда загружен впервые, UTC"),
    ),
    ("order_id", "source_id"),
)

ITEMS = Table(
    "items",
    "Строки дорожных карт в порядке чтения: мероприятия и групповые строки",
    (
        ORDER_ID,
        ITEM_ID,
        integer("seq", "место в документе, с 1", required=True),
        integer("table_no", "номер таблицы в документе"),
        text("appendix", "приложение"),
        text("table_title", "название таблицы"),
        text("section", "раздел"),
        text("subsection", "подраздел"),
        text("number", "номер пункта, как напечатан"),
        Column("parent_item_id", pa.string(), "строка, которой подчинена эта", item=True),
        flag("is_group", "групповая строка: озаглавливает следующие"),
        text("category", "категория участников"),
        text("activity", "мероприятие, как напечатано в своей ячейке"),
        text(
            "activity_full",
            "мероприятие вместе со словами, которые к нему подводят: «Подготовка приказов: …»",
        ),
        flag("activity_inherited", "мероприятие взято из объединённой ячейки выше"),
        text("period_raw", "графа сроков, как напечатана"),
        flag("period_inherited", "срок взят из объединённой ячейки выше"),
        text("responsible_raw", "графа ответственных, как напечатана"),
        flag("responsible_inherited", "ответственные взяты из объединённой ячейки выше"),
        text("result", "ожидаемый результат"),
        flag("result_inherited", "результат взят из объединённой ячейки выше"),
        text("exam", "экзамен: 'ГИА-9', 'ГИА-11', 'both' — оба, пусто — не назван"),
        text("topic", "тема мероприятия; по-русски — в topics"),
        text("match_key", "слова мероприятия (обрывка — с подводкой) в начальной форме, без лет и мест"),
        Column("facets", TEXTS, "признаки, по которым мероприятия сравнивают: 'предмет: математика'"),
        text("wording", "мероприятие, как напечатано, без лет и территорий"),
        text("wording_full", "activity_full без лет и территорий: так названы типовые мероприятия"),
        Column("minhash", NUMBERS, "отпечаток слов (MinHash, 8 полос): у почти одинаковых текстов есть общая полоса"),
        Column("meaning", NUMBERS, "отпечаток смысла (256 знаков): у близких по смыслу текстов почти все совпадают"),
        text("same_as", "решили аналитики: то же мероприятие, что и эти item_id (через пробел)"),
        text("not_same_as", "решили аналитики: не то же, что эти item_id (через пробел)"),
        text("swapped", "графы переставлены: author — в самом приказе, extraction — при извлечении (исправлено)"),
        integer("page_from", "страница начала"),
        integer("page_to", "страница конца"),
        Column("bbox", BBOX, "рамка на странице: x0, y0, x1, y1 в пунктах от левого верхнего угла"),
        share("confidence", "уверенность распознавания скана, 0..1; пусто — не скан"),
        share("number_confidence", "уверенность распознавания номера, 0..1; пусто — не скан"),
        share("period_confidence", "уверенность распознавания графы сроков, 0..1; пусто — не скан"),
        text("locator", "где в файле: страница, строки, таблица"),
        SOURCE,
        Column("corrected", TEXTS, "какие графы исправил аналитик; что было прочитано — в corrections"),
        Column("raw_cells", RAW_CELLS, "ячейки, как напечатаны"),
    ),
    ("item_id",),
)

PARTS = Table(
    "parts",
    "Пункты перечней внутри мероприятий",
    (
        ORDER_ID,
        ITEM_ID,
        integer("part_ordinal", "номер пункта, с 1", required=True),
        text("text", "текст пункта"),
        SOURCE,
    ),
    ("item_id", "part_ordinal"),
)

ACTIONS = Table(
    "actions",
    "Что делает каждый уровень управления, если приказ делит мероприятие по уровням",
    (ORDER_ID, ITEM_ID, ORDINAL, text("level", "уровень, как назван в графе"), text("text", "действие"), SOURCE),
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
        text("raw", "слова срока, как напечатаны"),
        text("label", "пояснение при сроке: 'основной этап'"),
        text("kind", "вид срока: month, range, date, deadline, from, year, continuous, unresolved и другие"),
        date("start_date", "начало, как напечатано; пусто — не задано"),
        date("end_date", "конец, как напечатан, включительно; пусто — не задан"),
        text("year_basis", "откуда год: explicit — напечатан, carried — из той же ячейки, plan — из плана, none"),
        share(
            "year_confidence", "насколько ясен год, 0–1: 1 — напечатан, ниже 0,7 — возможен и другой; пусто — нет дат"
        ),
        Column(
            "flags",
            TEXTS,
            "пометы: year_rollover, out_of_plan, reversed, garbled, weekday_mismatch, second_reading",
        ),
        date("suggested_start", "вероятное начало, если напечатанное ошибочно"),
        date("suggested_end", "вероятный конец, если напечатанный ошибочен"),
        date("effective_start", "начало для расчётов: вероятное, если есть, иначе напечатанное"),
        date("effective_end", "конец для расчётов: вероятный, если есть, иначе напечатанный"),
        integer("plan_month_from", "месяц начала от начала плана: 0 — первый месяц плана"),
        integer("plan_month_to", "месяц конца от начала плана: 0 — первый месяц плана"),
        text("rule", "правило, по которому прочитан срок; correction — назван аналитиком"),
        Column("corrected", TEXTS, "какие столбцы исправил аналитик; что было прочитано — в corrections"),
        flag("inherited", "срок взят из объединённой ячейки выше"),
        SOURCE,
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
        integer("reading_ordinal", "номер прочтения, с 1", required=True),
        date("start_date", "начало"),
        date("end_date", "конец"),
        text("reason", "почему выбрано или отвергнуто"),
        flag("chosen", "выбрано"),
        SOURCE,
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
        text("mention", "как напечатано", required=True),
        text("kind", "org — организация, person — человек, role — роль", required=True),
        text("entity_id", "кто это в справочнике entities"),
        text("canonical", "полное название; у людей 'Фамилия И.О.'"),
        text("basis", "откуда известно полное название; correction — от аналитика"),
        Column("corrected", TEXTS, "какие столбцы исправил аналитик; что было прочитано — в corrections"),
        flag("resolved", "полное название известно"),
        text("level", "уровень: federal, regional, municipal, school"),
        text("key", "ключ, по которому связываются упоминания"),
        flag("inherited", "взято из объединённой ячейки выше"),
        integer("action_ordinal", "к какому действию уровня относится; пусто — ко всему мероприятию"),
        SOURCE,
    ),
    ("item_id", "ordinal"),
)

ACTS = Table(
    "acts",
    "Акты, на которые ссылается приказ",
    (
        ORDER_ID,
        ORDINAL,
        text("act_type", "вид акта"),
        text("issuer", "кто издал"),
        date("signed_on", "дата"),
        text("number", "номер"),
        text("title", "название"),
        SOURCE,
    ),
    ("order_id", "ordinal"),
)

ORDER_PERSONS = Table(
    "order_persons",
    "Люди, названные в тексте приказа до таблицы",
    (
        ORDER_ID,
        ORDINAL,
        text("name", "'Фамилия И.О.' в именительном падеже"),
        text("role", "что поручено"),
        text("raw", "как напечатано"),
        SOURCE,
    ),
    ("order_id", "ordinal"),
)

DEFINITIONS = Table(
    "definitions",
    "Сокращения, которые приказ определяет сам: '(далее – РЦОИ)'",
    (
        ORDER_ID,
        ORDINAL,
        text("short", "сокращение", required=True),
        text("full_name", "полное название", required=True),
        text("basis", "откуда известно: defined, letterhead"),
        text("level", "уровень: federal, regional, municipal, school"),
        SOURCE,
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
        text("field", "где: activity, result, part, action, section, subsection, title"),
        integer("year_from", "год, или первый год учебного года"),
        integer("year_to", "год, или последний год учебного года"),
        text("role", "result_of — итоги, preparation_for — подготовка, citation — реквизит акта, plan, unknown"),
        text("quote", "слова вокруг года, как напечатаны"),
        flag("stale", "год устарел; пусто — нельзя сказать"),
        text("certainty", "насколько это верно: high, medium, low"),
        text("expected", "что должно быть напечатано вместо года"),
        text("reason", "почему, одной фразой"),
        SOURCE,
    ),
    ("order_id", "ordinal"),
)

TEXT_ITEM = Column("item_id", pa.string(), "мероприятие; пусто — название приказа или заголовок", item=True)
TEXT_FIELD = text("field", "где: activity, period, responsible, result, action, category, section, title")
CERTAINTY = text("certainty", "насколько это верно: high, medium, low")

TEXT_DAMAGE = Table(
    "text_damage",
    "Повреждённые слова: чужие буквы, потерянные пробелы и дефисы, опечатки",
    (
        *(ORDER_ID, TEXT_ITEM, ORDINAL, TEXT_FIELD),
        text("quote", "как напечатано", required=True),
        text("kind", "что случилось со словом: mixed_script, lost_hyphen, misspelling и другие", required=True),
        text("expected", "что, вероятно, имелось в виду"),
        *(CERTAINTY, SOURCE),
    ),
    ("order_id", "ordinal"),
)

TEXT_TERMS = Table(
    "text_terms",
    "Устаревшие термины и названия ведомств на дату приказа",
    (
        *(ORDER_ID, TEXT_ITEM, ORDINAL, TEXT_FIELD),
        text("term", "устаревший термин", required=True),
        text("quote", "как напечатано", required=True),
        text("successor", "чем заменён"),
        date("since", "с какого дня не действует"),
        *(CERTAINTY, text("source", "каким актом заменён"), SOURCE),
    ),
    ("order_id", "ordinal"),
)

TEXT_CONFLICTS = Table(
    "text_conflicts",
    "Слова, которые спорят с остальным приказом: названия, заголовки, чужие территории и предметы",
    (
        *(ORDER_ID, TEXT_ITEM, ORDINAL, TEXT_FIELD),
        text(
            "kind",
            "name — план назван иначе, missing_word — пропущено слово, annex — приложение без грифа, "
            "repeated_heading — заголовок дважды, territory — чужая территория, subject — чужой предмет, "
            "column — в графе не то, что её заголовок",
            required=True,
        ),
        text("quote", "как напечатано", required=True),
        text("expected", "что, вероятно, имелось в виду"),
        text("reason", "почему, одной фразой"),
        *(CERTAINTY, SOURCE),
    ),
    ("order_id", "ordinal"),
)

TEXT_COPIES = Table(
    "text_copies",
    "Мероприятия, которые приказ называет дважды",
    (
        *(ORDER_ID, ITEM_ID),
        Column("other_item_id", pa.string(), "то же мероприятие выше", required=True, item=True),
        text("reason", "почему это повтор, одной фразой"),
        *(CERTAINTY, SOURCE),
    ),
    ("item_id", "other_item_id"),
)

DATE_CONFLICTS = Table(
    "date_conflicts",
    "Сроки, которые спорят с федеральным календарём, выходными днями или датой акта, который выполняет мероприятие",
    (
        *(ORDER_ID, ITEM_ID, ORDINAL),
        text(
            "kind",
            "federal_day — событие в другой день, federal_deadline — позже федерального срока, "
            "after_event — подготовка после события, before_event — результаты и апелляции до первого экзамена, "
            "federal_term — не то число дней, day_off — срок в нерабочий день, "
            "before_act — раньше акта, который выполняется",
            required=True,
        ),
        text("quote", "слова срока, как напечатаны", required=True),
        text("detail", "что, когда и каким актом назначено", required=True),
        date("expected_start", "каким должно быть начало"),
        date("expected_end", "каким должен быть конец"),
        SOURCE,
    ),
    ("item_id", "ordinal"),
)

ORDER_NOTES = Table(
    "order_notes",
    "Противоречия и замечания к приказу в целом",
    (
        ORDER_ID,
        ORDINAL,
        text(
            "kind",
            "head_conflict — противоречие в реквизитах, id_conflict — номер занят другим приказом, "
            "like_order — без номера и даты, строки те же, что у другого, "
            "layout_doubtful — таблица разобрана неуверенно",
            True,
        ),
        text("quote", "как напечатано"),
        text("detail", "пояснение"),
        integer("table_no", "номер таблицы, о которой замечание"),
        integer("page", "её страница"),
        SOURCE,
    ),
    ("order_id", "ordinal"),
)

NOISE = Table(
    "noise",
    "Шум по видам: номера страниц, колонтитулы, линии рамок",
    (
        ORDER_ID,
        text("kind", "вид шума", required=True),
        integer("count", "сколько раз встретился"),
        integer("chars", "сколько непробельных знаков"),
        text("example", "пример"),
        SOURCE,
    ),
    ("order_id", "source_id", "kind"),
)

LEFTOVERS = Table(
    "leftovers",
    "Напечатанное, чему не нашлось места",
    (
        ORDER_ID,
        ORDINAL,
        integer("page", "страница"),
        text("text", "как напечатано"),
        text("why", "почему осталось"),
        text("locator", "где в файле"),
        SOURCE,
    ),
    ("order_id", "ordinal"),
)

ENTITIES = Table(
    "entities",
    "Справочник: организации, люди и роли, которые встречаются в приказах",
    (
        text("entity_id", "запись справочника", required=True),
        text("kind", "org — организация, person — человек, role — роль", required=True),
        text("canonical", "полное название; у людей 'Фамилия И.О.'", required=True),
        text("level", "уровень: federal, regional, municipal, school"),
        text("region_code", "код субъекта РФ; пусто — не привязана к субъекту"),
        flag("resolved", "полное название известно; нет — ни один приказ его не раскрывает"),
    ),
    ("entity_id",),
    Stage.CORPUS,
)

ALIASES = Table(
    "aliases",
    "Как организации, люди и роли названы в приказах",
    (
        text("entity_id", "запись справочника", required=True),
        text("alias", "как напечатано", required=True),
        ORDER_ID,
        text(
            "basis",
            "defined, letterhead, dictionary, initials, spelling, printed, correction, corpus — из других приказов",
        ),
    ),
    ("entity_id", "alias", "order_id"),
    Stage.CORPUS,
)

FINDINGS = Table(
    "findings",
    "Замечания: что в приказах неверно или сомнительно",
    (
        text("finding_id", "замечание; при повторной загрузке то же самое", required=True),
        ORDER_ID,
        Column("item_id", pa.string(), "мероприятие; пусто — приказ в целом", item=True),
        text("check", "проверка", required=True),
        text("severity", "важность: error — ошибка, warning — вероятная ошибка, info — к сведению", True),
        text("status", "open — не разобрано, accepted — принято, dismissed — отклонено", True),
        text("quote", "как напечатано"),
        integer("page", "страница"),
        text("message", "в чём дело, одной фразой", required=True),
        text("suggestion", "как, вероятно, должно быть"),
        Column("related", TEXTS, "связанные мероприятия; у повторяющегося замечания — остальные его места", item=True),
    ),
    ("finding_id",),
    Stage.CORPUS,
)

FINDING_PLACES = Table(
    "finding_places",
    "Где стоит каждое замечание: одно и то же во многих строках приказа — одно замечание и много мест",
    (
        text("finding_id", "замечание", required=True),
        text("place_id", "замечание в этом месте: по нему решают об одном месте", required=True),
        ORDER_ID,
        Column("item_id", pa.string(), "мероприятие; пусто — приказ в целом", item=True),
        text("status", "open — не разобрано, accepted — принято, dismissed — отклонено", True),
        text("quote", "как напечатано"),
        integer("page", "страница"),
    ),
    ("place_id",),
    Stage.CORPUS,
)

CORRECTIONS = Table(
    "corrections",
    "Что исправили аналитики (corrections.csv) и что было прочитано на этом месте",
    (
        text("target", "что исправлено: order_id, item_id (item_id#2 — второй срок), entity_id или имя", required=True),
        text("column_name", "какой столбец", required=True),
        text("value", "новое значение; пусто — значения нет"),
        text("why", "почему"),
        text("order_id", "в каком приказе исправлено"),
        Column("item_id", pa.string(), "у какого мероприятия исправлено", item=True),
        text("printed", "что было прочитано"),
        text("problem", "почему исправление не применено; пусто — применено"),
        text("made_by", "кто исправил"),
        text("made_at", "когда исправлено, UTC"),
    ),
    ("target", "column_name", "order_id", "printed"),
    Stage.CORPUS,
)

REVIEWS = Table(
    "reviews",
    "Решения аналитиков по замечаниям (reviews.csv)",
    (
        text("finding_id", "замечание", required=True),
        text("status", "accepted — принято, dismissed — отклонено", required=True),
        text("why", "почему"),
        text("made_by", "кто решил"),
        text("made_at", "когда, UTC"),
    ),
    ("finding_id",),
    Stage.CORPUS,
)

TOPICS = Table(
    "topics",
    "Темы мероприятий по-русски",
    (text("topic", "тема, как в items и activities", required=True), text("title", "название темы", required=True)),
    ("topic",),
    Stage.CORPUS,
)

MATCHES = Table(
    "matches",
    "Пары мероприятий разных приказов, каждая один раз: то же мероприятие или списанный текст. Где одну формулировку "
    "повторяют многие приказы, каждое мероприятие стоит здесь в паре с 16 ближайшими по территории и дате, а с другими "
    "формулировками того же — с 8; все вместе они в clusters. Ненадёжная пара стоит здесь, только если ни у одного из "
    "двух мероприятий нет более вероятной в том же приказе",
    (
        Column("item_id", pa.string(), "мероприятие более позднего приказа", required=True, item=True),
        Column("other_item_id", pa.string(), "мероприятие более раннего приказа", required=True, item=True),
        share(
            "score",
            "0..1: у same_activity — доля верных среди пар с такой оценкой, у copy — доля общего текста, у part_of — "
            "насколько похоже на частный случай",
        ),
        text(
            "relation",
            "same_activity — то же мероприятие, copy — к тому же и текст взят из другого приказа, part_of — одно — "
            "частный случай другого, но не то же",
            required=True,
        ),
        flag("sure", "на эту пару опираются сравнения и типовые мероприятия"),
    ),
    ("item_id", "other_item_id", "relation"),
    Stage.CORPUS,
)

CLUSTERS = Table(
    "clusters",
    "Типовые мероприятия: какие мероприятия — одно и то же; каждое входит в одно типовое. Здесь и в matches есть и "
    "групповые строки, и строки под объединённой ячейкой (по их действию); для подсчётов их отсеивает activities",
    (
        text(
            "cluster_id",
            "типовое мероприятие: имя остаётся за его мероприятиями, какие бы приказы ни пришли потом",
            required=True,
        ),
        text(
            "label",
            "самая близкая ко всем остальным формулировка с подводкой, без лет и территорий; меняется, только если "
            "другая заметно ближе",
        ),
        ITEM_ID,
    ),
    ("cluster_id", "item_id"),
    Stage.CORPUS,
)

REJECTED = Table(
    "rejected",
    "Файлы, которые не удалось загрузить",
    (
        text("source_name", "имя файла", required=True),
        text("source_sha256", "SHA-256 файла; пусто — файл не прочитан"),
        text("stage", "на чём остановились"),
        text("error", "почему", required=True),
        Column("at", pa.timestamp("us"), "когда отвергнут впервые, UTC"),
    ),
    ("source_name", "source_sha256"),
    Stage.CORPUS,
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        *(ORDERS, SOURCES, ITEMS, PARTS, ACTIONS, PERIODS, PERIOD_READINGS, RESPONSIBLES, ACTS, ORDER_PERSONS),
        *(DEFINITIONS, TEXT_YEARS, TEXT_DAMAGE, TEXT_TERMS, TEXT_CONFLICTS, TEXT_COPIES),
        *(DATE_CONFLICTS, ORDER_NOTES, NOISE, LEFTOVERS),
        *(ENTITIES, ALIASES, FINDINGS, FINDING_PLACES, CORRECTIONS, REVIEWS, MATCHES, CLUSTERS, TOPICS, REJECTED),
    )
}


@cache
def tables(stage: Stage) -> tuple[Table, ...]:
    """The tables that one stage fills, in the stated order."""
    return tuple(table for table in TABLES.values() if table.stage is stage)

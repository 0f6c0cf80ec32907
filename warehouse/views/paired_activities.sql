-- Мероприятия, в тексте или сроке которых остался год прежнего плана.
CREATE VIEW stale_items AS
SELECT item_id FROM text_years WHERE stale AND item_id IS NOT NULL
UNION
SELECT item_id FROM periods
WHERE list_contains(flags, 'out_of_plan') AND coalesce(suggested_start, suggested_end) IS NOT NULL;

-- Мероприятия приказа и такие же мероприятия другого приказа пары (order_pairs): одного типового мероприятия
-- (clusters), из нескольких — те же слова и тот же номер пункта, а нет таких — сопоставленные прямо (matches).
-- У чего такого нет, у того other_item_id пуст.
CREATE MACRO paired_activities(pair_kind, asked, only_topic) AS TABLE
WITH pairs AS (
    SELECT order_id, other_order_id
    FROM order_pairs
    WHERE
        kind = pair_kind
        AND (
            other_order_id IN (SELECT unnest(asked))
            OR (pair_kind = 'municipal' AND order_id IN (SELECT unnest(asked)))
        )
),

placed AS (
    SELECT order_id, item_id, topic, cluster_id, hash(match_key) AS words, hash(number) AS number
    FROM activity_rows LEFT JOIN clusters USING (item_id)
),

own AS (
    SELECT placed.*, other_order_id
    FROM placed INNER JOIN pairs USING (order_id)
    WHERE only_topic IS NULL OR topic = only_topic
),

typical AS (
    SELECT
        own.item_id, own.other_order_id,
        max_by(other.item_id, 2 * (own.words = other.words)::INTEGER + (own.number = other.number)::INTEGER)
            AS other_item_id
    FROM own INNER JOIN placed AS other ON own.cluster_id = other.cluster_id AND own.other_order_id = other.order_id
    GROUP BY ALL
),

paired AS (
    SELECT own.order_id, own.other_order_id, own.item_id, own.topic, typical.other_item_id
    FROM own LEFT JOIN typical USING (item_id, other_order_id)
),

near AS (
    SELECT alike.item_id, activity_rows.order_id AS other_order_id, alike.other_item_id, score
    FROM alike_items AS alike INNER JOIN activity_rows ON alike.other_item_id = activity_rows.item_id
    WHERE alike.item_id IN (SELECT item_id FROM paired WHERE other_item_id IS NULL)
),

direct AS (
    SELECT near.item_id, near.other_order_id, max_by(near.other_item_id, score) AS other_item_id
    FROM near
    INNER JOIN paired ON near.item_id = paired.item_id AND near.other_order_id = paired.other_order_id
    WHERE paired.other_item_id IS NULL
    GROUP BY ALL
)

SELECT
    paired.order_id, other_order_id, item_id, topic,
    coalesce(paired.other_item_id, direct.other_item_id) AS other_item_id
FROM paired LEFT JOIN direct USING (item_id, other_order_id);

-- Что стало с мероприятием приказа в другом приказе пары. state: dropped — нет; stale — есть, но с годом прежнего
-- плана; moved — есть, но начинается в другом месяце; undated — есть, но срок хотя бы одного без дат; kept — есть в срок.
CREATE MACRO paired_states(pair_kind, asked, only_topic, literal) AS TABLE
WITH starts AS (
    SELECT item_id, month_number(school_day) AS month FROM plan_starts(literal)
)

SELECT
    paired.*,
    CASE
        WHEN other_item_id IS NULL THEN 'dropped'
        WHEN other_item_id IN (FROM stale_items) THEN 'stale'
        WHEN own.month IS NULL OR other.month IS NULL THEN 'undated'
        WHEN own.month <> other.month THEN 'moved'
        ELSE 'kept'
    END AS state
FROM paired_activities(pair_kind, asked, only_topic) AS paired
LEFT JOIN starts AS own ON paired.item_id = own.item_id
LEFT JOIN starts AS other ON paired.other_item_id = other.item_id;

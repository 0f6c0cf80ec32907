-- Мероприятия, в тексте или сроке которых остался год прежнего плана.
CREATE VIEW stale_items AS
SELECT item_id FROM text_years WHERE stale AND item_id IS NOT NULL
UNION
SELECT item_id FROM periods
WHERE list_contains(flags, 'out_of_plan') AND coalesce(suggested_start, suggested_end) IS NOT NULL;

-- Мероприятия приказа и такие же мероприятия другого приказа пары (order_pairs): одного типового мероприятия (clusters)
-- или сопоставленные прямо (matches); у мероприятия одно такое же, у чего его нет, у того other_item_id пуст.
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

own AS (
    SELECT order_id, other_order_id, item_id, cluster_id
    FROM pairs
    INNER JOIN activity_rows USING (order_id)
    LEFT JOIN clusters USING (item_id)
    WHERE only_topic IS NULL OR topic = only_topic
),

other AS (
    SELECT order_id AS other_order_id, cluster_id, min(item_id) AS other_item_id
    FROM activity_rows INNER JOIN clusters USING (item_id)
    GROUP BY ALL
),

typical AS (
    SELECT own.*, other.other_item_id
    FROM own LEFT JOIN other USING (other_order_id, cluster_id)
),

alike AS (
    SELECT item_id, other_item_id FROM matches
    UNION ALL
    SELECT other_item_id, item_id FROM matches
),

direct AS (
    SELECT typical.item_id, typical.other_order_id, min(alike.other_item_id) AS other_item_id
    FROM alike
    INNER JOIN activity_rows AS other_rows ON alike.other_item_id = other_rows.item_id
    INNER JOIN typical
        ON alike.item_id = typical.item_id AND other_rows.order_id = typical.other_order_id
    WHERE typical.other_item_id IS NULL
    GROUP BY ALL
)

SELECT typical.order_id, other_order_id, item_id, coalesce(typical.other_item_id, direct.other_item_id) AS other_item_id
FROM typical LEFT JOIN direct USING (other_order_id, item_id);

-- Что стало с мероприятием приказа в другом приказе пары. state: dropped — нет; stale — есть, но с годом прежнего плана;
-- moved — есть, но начинается в другом месяце; undated — есть, но срок хотя бы одного без дат; kept — есть в срок.
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

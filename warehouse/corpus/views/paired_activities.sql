-- Мероприятия, в тексте или сроке которых остался год прежнего плана.
CREATE VIEW stale_items AS
SELECT item_id FROM text_years WHERE stale AND item_id IS NOT NULL
UNION
SELECT item_id FROM periods
WHERE list_contains(flags, 'out_of_plan') AND coalesce(suggested_start, suggested_end) IS NOT NULL;

-- Мероприятия приказа и такие же мероприятия другого приказа пары (order_pairs): одного типового мероприятия
-- (clusters), из нескольких — те же слова и тот же номер пункта, а нет таких — сопоставленные прямо (matches).
-- place и other_place — из activity_rows; у чего такого нет, у того other_place пуст.
CREATE MACRO paired_activities(pair_kind, asked, only_topic) AS TABLE
WITH pairs AS (
    SELECT row_number() OVER () AS pair, order_id, other_order_id
    FROM order_pairs
    WHERE
        kind = pair_kind
        AND (
            other_order_id IN (SELECT unnest(asked))
            OR (pair_kind = 'municipal' AND order_id IN (SELECT unnest(asked)))
        )
),

placed AS (
    SELECT
        order_id, place, topic, CASE WHEN cluster_id IS NOT NULL THEN hash(cluster_id) END AS cluster,
        hash(match_key) AS words, hash(number) AS number
    FROM activity_rows LEFT JOIN clusters USING (item_id)
),

own AS (
    SELECT pair, placed.* FROM placed INNER JOIN pairs USING (order_id) WHERE only_topic IS NULL OR topic = only_topic
),

other AS (
    SELECT pair, placed.* FROM placed INNER JOIN pairs ON placed.order_id = pairs.other_order_id
),

typical AS (
    SELECT
        pair, own.place,
        max_by(other.place, 2 * (own.words = other.words)::INTEGER + (own.number = other.number)::INTEGER) AS other_place
    FROM own INNER JOIN other USING (pair, cluster)
    GROUP BY ALL
),

paired AS (
    SELECT pair, place, topic, other_place FROM own LEFT JOIN typical USING (pair, place)
),

lonely AS (
    SELECT place, item_id FROM activity_rows WHERE place IN (SELECT place FROM paired WHERE other_place IS NULL)
),

near AS (
    SELECT lonely.place, other_rows.order_id AS other_order_id, other_rows.place AS other_place, score
    FROM alike_items
    INNER JOIN lonely USING (item_id)
    INNER JOIN activity_rows AS other_rows ON alike_items.other_item_id = other_rows.item_id
),

direct AS (
    SELECT paired.pair, near.place, max_by(near.other_place, score) AS other_place
    FROM near
    INNER JOIN pairs USING (other_order_id)
    INNER JOIN paired ON pairs.pair = paired.pair AND near.place = paired.place
    WHERE paired.other_place IS NULL
    GROUP BY ALL
)

SELECT order_id, other_order_id, place, topic, coalesce(paired.other_place, direct.other_place) AS other_place
FROM paired
INNER JOIN pairs USING (pair)
LEFT JOIN direct USING (pair, place);

-- Что стало с мероприятием приказа в другом приказе пары. state: dropped — нет; stale — есть, но с годом прежнего
-- плана; moved — есть, но начинается в другом месяце; undated — есть, но срок хотя бы одного без дат; kept — есть в срок.
CREATE MACRO paired_states(pair_kind, asked, only_topic, literal) AS TABLE
WITH starts AS (
    SELECT place, month FROM plan_starts(literal)
),

stale AS (
    SELECT place FROM activity_rows SEMI JOIN stale_items USING (item_id)
)

SELECT
    paired.*,
    CASE
        WHEN other_place IS NULL THEN 'dropped'
        WHEN other_place IN (FROM stale) THEN 'stale'
        WHEN own.month IS NULL OR other.month IS NULL THEN 'undated'
        WHEN own.month <> other.month THEN 'moved'
        ELSE 'kept'
    END AS state
FROM paired_activities(pair_kind, asked, only_topic) AS paired
LEFT JOIN starts AS own ON paired.place = own.place
LEFT JOIN starts AS other ON paired.other_place = other.place;

-- The rows behind a figure of compare/years.sql: those of the earlier order; what is new, as the later order has it.
WITH states AS (
    FROM paired_states('years', $asked, $topic, $literal)
),

unpaired AS (
    SELECT pairs.order_id, other_order_id, item_id, topic
    FROM (SELECT DISTINCT order_id, other_order_id FROM states) AS pairs
    INNER JOIN activity_rows AS later ON pairs.other_order_id = later.order_id
    ANTI JOIN states ON later.place = states.other_place AND pairs.order_id = states.order_id
    WHERE $topic IS NULL OR topic = $topic
),

known AS (
    SELECT order_id, cluster_id FROM items INNER JOIN clusters USING (item_id)
)

SELECT states.other_order_id, states.order_id, coalesce(states.topic, 'other') AS topic, state, item_id
FROM states INNER JOIN activity_rows USING (place)
UNION ALL
SELECT other_order_id, order_id, coalesce(topic, 'other') AS topic, 'new' AS state, item_id
FROM unpaired
LEFT JOIN clusters USING (item_id)
ANTI JOIN known USING (order_id, cluster_id)

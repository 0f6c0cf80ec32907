-- title: Этот год и прошлый
-- question: Что изменилось в плане той же территории по сравнению с предыдущим загруженным годом?
-- note: предыдущий — последний из загруженных за более ранние годы; новое — чему в нём ничего не соответствует
-- parameters: asked, topic, literal
-- columns: other_order_id: приказ; order_id: предыдущий; topic: тема; state: что с мероприятиями;
--   activities: мероприятий
-- rows: other_order_id, order_id, topic
-- matrix: state, activities
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
),

new AS (
    SELECT other_order_id, order_id, topic, 'new' AS state
    FROM unpaired
    LEFT JOIN clusters USING (item_id)
    ANTI JOIN known USING (order_id, cluster_id)
),

told AS (
    SELECT other_order_id, order_id, topic, state FROM states
    UNION ALL
    FROM new
)

SELECT other_order_id, order_id, coalesce(topic, 'other') AS topic, state, count(*) AS activities
FROM told
GROUP BY ALL
ORDER BY other_order_id, order_id, topic, state

-- title: Этот год и прошлый
-- question: Что изменилось в плане той же территории по сравнению с предыдущим загруженным годом?
-- note: новые — те, которым в предыдущем приказе ничего не соответствует
-- parameters: asked, topic, literal
-- columns: other_order_id: приказ; order_id: предыдущий; topic: тема; state: что с мероприятиями; activities: мероприятий
-- rows: other_order_id, order_id, topic
-- matrix: state, activities
WITH states AS (
    SELECT order_id, other_order_id, item_id, other_item_id, state
    FROM paired_states('years', $asked, $topic, $literal)
),

new AS (
    SELECT pairs.order_id, other_order_id, activity_rows.item_id
    FROM (SELECT DISTINCT order_id, other_order_id FROM states) AS pairs
    INNER JOIN activity_rows ON pairs.other_order_id = activity_rows.order_id
    ANTI JOIN states ON activity_rows.item_id = states.other_item_id AND pairs.order_id = states.order_id
    WHERE $topic IS NULL OR topic = $topic
),

told AS (
    SELECT order_id, other_order_id, item_id, state FROM states
    UNION ALL
    SELECT order_id, other_order_id, item_id, 'new' FROM new
)

SELECT told.other_order_id, told.order_id, coalesce(topic, 'other') AS topic, state, count(*) AS activities
FROM told INNER JOIN items USING (item_id)
GROUP BY ALL
ORDER BY told.other_order_id, told.order_id, topic, state

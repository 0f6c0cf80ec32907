-- title: Региональный приказ и муниципальные
-- question: Что из регионального приказа муниципальные опустили, перенесли на другой месяц, взяли с прежним годом?
-- note: муниципальный приказ сравнивается с региональным того же учебного года, а нет его — последнего из предыдущих
-- parameters: asked, topic, literal
-- columns: order_id: региональный приказ; number: пункт; activity: мероприятие; state: в муниципальных;
--   orders: приказов; other_order_ids: в каких; item_id: мероприятие (id)
-- rows: order_id, number, activity, item_id
-- matrix: state, orders
-- hidden: item_id
WITH counted AS (
    SELECT place, state, count(*) AS orders, list_sort(list(other_order_id)) AS other_order_ids
    FROM paired_states('municipal', $asked, $topic, $literal)
    GROUP BY ALL
)

SELECT order_id, number, activity, state, orders, other_order_ids, item_id
FROM counted INNER JOIN activity_rows USING (place)
ORDER BY order_id, seq, state

-- severity: warning
-- title: Ответственный не указан
-- message: У мероприятия «{quote}» не указан ответственный, хотя у других в этой таблице он есть
-- fires:
--   items: [{item_id: a, activity: "Сбор сведений"}, {item_id: b, activity: "Анализ"}, {item_id: c, activity: "Отчёт"}]
--   responsibles: [{item_id: a, mention: "УО", kind: org}, {item_id: b, mention: "УО", kind: org}]
-- passes:
--   items: [{item_id: a}, {item_id: b, is_group: true}, {item_id: c}, {item_id: d, parent_item_id: c}]
--   responsibles: [{item_id: a, mention: "УО", kind: org}, {item_id: d, mention: "УО", kind: org}]
WITH own AS (
    SELECT
        items.*,
        EXISTS (FROM responsibles WHERE responsibles.item_id = items.item_id)
        OR EXISTS (FROM actions WHERE actions.item_id = items.item_id) AS answered,
        EXISTS (FROM items AS child WHERE child.parent_item_id = items.item_id) AS parent
    FROM items
    WHERE NOT coalesce(is_group, false) AND NOT coalesce(activity_inherited, false)
),

usual AS (
    SELECT order_id, table_no
    FROM own
    WHERE NOT parent
    GROUP BY order_id, table_no
    HAVING avg(answered::INTEGER) > 0.5
)

SELECT order_id, item_id, activity[:120] AS quote
FROM own
SEMI JOIN usual ON own.order_id = usual.order_id AND own.table_no IS NOT DISTINCT FROM usual.table_no
WHERE NOT answered AND NOT parent

-- severity: warning
-- title: Сроков нет ни у одного мероприятия
-- message: Ни у одного из мероприятий ({count}) не указан срок
-- fires: {items: [{item_id: a}, {item_id: b}, {item_id: c}]}
-- passes:
--   items: [{item_id: a}, {item_id: b}, {item_id: c}]
--   periods: [{item_id: a, raw: "постоянно", kind: continuous}]
-- passes: {items: [{item_id: a}]}
SELECT items.order_id, NULL AS item_id, count(*)::VARCHAR AS quote, quote AS count
FROM items
ANTI JOIN periods ON items.order_id = periods.order_id
WHERE NOT coalesce(items.is_group, false) AND NOT coalesce(items.activity_inherited, false)
GROUP BY items.order_id
HAVING count(*) >= 3

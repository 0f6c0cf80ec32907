-- severity: warning
-- title: Срок не указан
-- message: У мероприятия «{quote}» не указан срок, хотя у других в этой таблице он есть{taken}
-- fires:
--   items: [{item_id: a, activity: "Сбор сведений"}, {item_id: b, activity: "Анализ"}, {item_id: c, activity: "Отчёт"}]
--   periods: [{item_id: a}, {item_id: b}]
-- fires:
--   orders: [{media_type: text/plain}]
--   items: [{item_id: a}, {item_id: b}, {item_id: c, period_raw: "май", period_inherited: true}, {item_id: d}, {item_id: e}]
--   periods: [{item_id: a}, {item_id: b}, {item_id: c}, {item_id: d}, {item_id: e}]
-- passes:
--   orders: [{media_type: text/plain}]
--   items: [{item_id: a}, {item_id: b, period_inherited: true}, {item_id: c}, {item_id: d, period_inherited: true}]
--   periods: [{item_id: a}, {item_id: b}, {item_id: c}, {item_id: d}]
-- passes:
--   items: [{item_id: a}, {item_id: b, is_group: true}, {item_id: c}, {item_id: d, parent_item_id: c}]
--   periods: [{item_id: a}, {item_id: d}]
-- passes:
--   items: [{item_id: a}, {item_id: b}, {item_id: c}]
--   periods: [{item_id: a}]
SELECT order_id, item_id, activity[:120] AS quote, '' AS taken
FROM filled_rows
WHERE NOT dated AND NOT parent AND dated_share > 0.5

UNION ALL

SELECT order_id, item_id, activity[:120], '; взят из строки выше: «' || period_raw || '»'
FROM filled_rows
WHERE lone_date AND dated AND NOT parent AND printed_dates >= 0.8 AND table_rows >= 5

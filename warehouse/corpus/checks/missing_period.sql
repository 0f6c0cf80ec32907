-- severity: warning
-- title: Срок не указан
-- message: У мероприятия «{quote}» не указан срок, хотя у других в этой таблице он есть
-- fires:
--   items: [{item_id: a, activity: "Сбор сведений"}, {item_id: b, activity: "Анализ"}, {item_id: c, activity: "Отчёт"}]
--   periods: [{item_id: a}, {item_id: b}]
-- passes:
--   items: [{item_id: a}, {item_id: b, is_group: true}, {item_id: c}, {item_id: d, parent_item_id: c}]
--   periods: [{item_id: a}, {item_id: d}]
-- passes:
--   items: [{item_id: a}, {item_id: b}, {item_id: c}]
--   periods: [{item_id: a}]
SELECT order_id, item_id, activity[:120] AS quote
FROM filled_rows
WHERE NOT dated AND NOT parent AND dated_share > 0.5

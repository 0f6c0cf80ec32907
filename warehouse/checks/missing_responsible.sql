-- severity: warning
-- title: Ответственный не указан
-- message: У мероприятия «{quote}» не указан ответственный, хотя у других в этой таблице он есть
-- fires:
--   items: [{item_id: a, activity: "Сбор сведений"}, {item_id: b, activity: "Анализ"}, {item_id: c, activity: "Отчёт"}]
--   responsibles: [{item_id: a, mention: "УО", kind: org}, {item_id: b, mention: "УО", kind: org}]
-- passes:
--   items: [{item_id: a}, {item_id: b, is_group: true}, {item_id: c}, {item_id: d, parent_item_id: c}]
--   responsibles: [{item_id: a, mention: "УО", kind: org}, {item_id: d, mention: "УО", kind: org}]
SELECT order_id, item_id, activity[:120] AS quote
FROM filled_rows
WHERE NOT answered AND NOT parent AND answered_share > 0.5

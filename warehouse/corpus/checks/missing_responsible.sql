-- severity: warning
-- title: Ответственный не указан
-- message: У мероприятия «{quote}» не указан ответственный, хотя у других в этой таблице он есть{taken}
-- fires:
--   items: [{item_id: a, activity: "Сбор сведений"}, {item_id: b, activity: "Анализ"}, {item_id: c, activity: "Отчёт"}]
--   responsibles: [{item_id: a, mention: "УО", kind: org}, {item_id: b, mention: "УО", kind: org}]
-- fires:
--   orders: [{media_type: text/plain}]
--   items: [{item_id: a}, {item_id: b}, {item_id: c, responsible_raw: "УО", responsible_inherited: true},
--   {item_id: d}, {item_id: e}, {item_id: f}, {item_id: g}, {item_id: h}, {item_id: i}, {item_id: j}, {item_id: k}]
--   responsibles: [{item_id: a, mention: "УО", kind: org}, {item_id: b, mention: "УО", kind: org}, {item_id: c, mention: "УО", kind: org, inherited: true},
--   {item_id: d, mention: "УО", kind: org}, {item_id: e, mention: "УО", kind: org}, {item_id: f, mention: "УО", kind: org}, {item_id: g, mention: "УО", kind: org},
--   {item_id: h, mention: "УО", kind: org}, {item_id: i, mention: "УО", kind: org}, {item_id: j, mention: "УО", kind: org}, {item_id: k, mention: "УО", kind: org}]
-- passes:
--   items: [{item_id: a}, {item_id: b, is_group: true}, {item_id: c}, {item_id: d, parent_item_id: c}]
--   responsibles: [{item_id: a, mention: "УО", kind: org}, {item_id: d, mention: "УО", kind: org}]
-- passes:
--   orders: [{media_type: text/plain}]
--   items: [{item_id: a}, {item_id: b, responsible_inherited: true}, {item_id: c}, {item_id: d, responsible_inherited: true}]
--   responsibles: [{item_id: a, mention: "УО", kind: org}, {item_id: b, mention: "УО", kind: org, inherited: true},
--   {item_id: c, mention: "УО", kind: org}, {item_id: d, mention: "УО", kind: org, inherited: true}]
SELECT order_id, item_id, activity[:120] AS quote, '' AS taken
FROM filled_rows
WHERE NOT answered AND NOT parent AND answered_share > 0.5

UNION ALL

SELECT order_id, item_id, activity[:120], '; взят из строки выше: «' || responsible_raw || '»'
FROM filled_rows
WHERE lone AND answered AND NOT parent AND printed_share >= 0.8 AND table_rows >= 5

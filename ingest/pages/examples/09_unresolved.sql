-- Какие сокращения не раскрыты?
SELECT mention, kind, count(DISTINCT item_id) AS activities, count(DISTINCT order_id) AS orders
FROM responsibles
WHERE NOT resolved
GROUP BY ALL
ORDER BY activities DESC

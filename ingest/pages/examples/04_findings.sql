-- Сколько каких замечаний в каждом приказе?
SELECT order_id, "check", severity, count(*) AS findings
FROM findings
WHERE status <> 'dismissed'
GROUP BY ALL
ORDER BY findings DESC, order_id

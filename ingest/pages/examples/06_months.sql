-- Сколько мероприятий идёт в каждом месяце?
SELECT strftime(month, '%Y-%m') AS "месяц", count(DISTINCT item_id) AS "мероприятий"
FROM months
WHERE basis = 'effective'
GROUP BY ALL
ORDER BY "месяц"

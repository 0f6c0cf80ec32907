-- Сколько мероприятий начинается в каждом месяце?
SELECT strftime(effective_start, '%Y-%m') AS month, count(*) AS activities
FROM activities
WHERE effective_start IS NOT NULL
GROUP BY ALL
ORDER BY month

-- Какие темы занимают больше места в планах?
SELECT coalesce(topic, 'не названа') AS topic, count(*) AS activities
FROM activities
GROUP BY ALL
ORDER BY activities DESC

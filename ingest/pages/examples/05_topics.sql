-- Какие темы занимают больше места в планах?
SELECT title AS "тема", count(*) AS "мероприятий"
FROM activities
JOIN topics USING (topic)
GROUP BY ALL
ORDER BY "мероприятий" DESC, "тема"

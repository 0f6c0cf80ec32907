-- Кто отвечает за больше всего мероприятий?
SELECT canonical AS "кто", kind AS "вид", count(DISTINCT item_id) AS "мероприятий"
FROM responsibles
GROUP BY ALL
ORDER BY "мероприятий" DESC, "кто"
LIMIT 20

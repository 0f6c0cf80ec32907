-- title: Кто за что отвечает
-- question: За сколько мероприятий каждой темы отвечают министерство, центры, муниципалитеты, школы?
-- note: у мероприятия бывает несколько ответственных, оно считается у каждого вида один раз, в графе «всего» — один раз
-- parameters: asked, units, topic
-- columns: unit: где; topic: тема; total: всего; body: кто отвечает; activities: мероприятий
-- rows: unit, topic, total
-- matrix: body, activities
WITH planned AS (
    SELECT unit, topic, item_id FROM compared_activities($asked, $units, $topic)
),

totals AS (
    SELECT unit, topic, count(*) AS total FROM planned GROUP BY ALL
)

SELECT unit, topic, total, coalesce(body, 'none') AS body, count(*) AS activities
FROM planned
INNER JOIN totals USING (unit, topic)
LEFT JOIN responsible_bodies USING (item_id)
GROUP BY ALL
ORDER BY unit, total DESC, topic, body

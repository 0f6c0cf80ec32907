-- title: Календарь
-- question: Сколько мероприятий каждой темы идёт в каждом месяце плана?
-- note: мероприятие на несколько месяцев считается в каждом из них, в графе «всего» — один раз
-- parameters: asked, units, topic, literal
-- columns: unit: где; topic: тема; total: всего; month: месяц; activities: мероприятий
-- rows: unit, topic, total
-- matrix: month, activities
WITH planned AS (
    SELECT unit, topic, place FROM compared_activities($asked, $units, $topic)
),

totals AS (
    SELECT unit, topic, count(*) AS total FROM planned GROUP BY ALL
)

SELECT unit, topic, total, shown_month(plan_month) AS month, count(DISTINCT place) AS activities
FROM planned
INNER JOIN totals USING (unit, topic)
LEFT JOIN (FROM months WHERE basis = if($literal, 'literal', 'effective')) USING (place)
GROUP BY ALL
ORDER BY unit, total DESC, topic, month

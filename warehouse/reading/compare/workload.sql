-- title: Нагрузка
-- question: Сколько мероприятий в каждом месяце плана у каждого, кто за них отвечает?
-- note: мероприятие на несколько месяцев считается в каждом из них, в графе «всего» — один раз
-- parameters: asked, units, topic, literal, most
-- columns: unit: где; kind: вид; responsible: ответственный; total: всего; month: месяц; activities: мероприятий;
--   entity_id: запись справочника
-- rows: unit, kind, responsible, total, entity_id
-- matrix: month, activities
-- hidden: entity_id
WITH charged AS (
    SELECT DISTINCT unit, place, entities.rowid AS entity
    FROM compared_activities($asked, $units, $topic)
    INNER JOIN responsibles USING (item_id)
    INNER JOIN entities USING (entity_id)
),

totals AS (
    SELECT unit, entity, count(*) AS total FROM charged GROUP BY ALL
),

busiest AS (
    SELECT unit, entity, kind, canonical AS responsible, total, entity_id
    FROM totals INNER JOIN entities ON totals.entity = entities.rowid
    QUALIFY row_number() OVER (PARTITION BY unit, kind ORDER BY total DESC, responsible, entity_id) <= $most
),

counted AS (
    SELECT unit, entity, shown_month(plan_month) AS month, count(DISTINCT place) AS activities
    FROM charged
    SEMI JOIN busiest USING (unit, entity)
    LEFT JOIN (FROM months WHERE basis = if($literal, 'literal', 'effective')) USING (place)
    GROUP BY ALL
)

SELECT unit, kind, responsible, total, month, activities, entity_id
FROM counted INNER JOIN busiest USING (unit, entity)
ORDER BY unit, kind, total DESC, responsible, entity_id, month

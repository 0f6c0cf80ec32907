-- title: Чего недостаёт
-- question: Каких типовых мероприятий нет, хотя у других они есть?
-- note: «у скольких есть» — среди всех загруженных за то же время; ноль — мероприятия нет
-- parameters: units, all_orders, all_units, topic, least
-- columns: label: мероприятие; others: у скольких есть; unit: где; activities: мероприятий;
--   cluster_id: типовое мероприятие
-- rows: label, others, cluster_id
-- matrix: unit, activities, нет
-- hidden: cluster_id
WITH present AS (
    SELECT cluster_id, unit, count(*) AS activities
    FROM present_activities($all_orders, $all_units, $topic)
    GROUP BY ALL
),

common AS (
    SELECT cluster_id, count(*) AS others
    FROM present
    GROUP BY cluster_id
    HAVING others >= $least
),

compared AS (
    SELECT common.*, unit, coalesce(present.activities, 0) AS activities
    FROM common
    CROSS JOIN (SELECT DISTINCT unnest($units) AS unit) AS asked
    LEFT JOIN present USING (cluster_id, unit)
),

labels AS (
    SELECT cluster_id, any_value(label) AS label FROM clusters GROUP BY cluster_id
)

SELECT label, others, unit, activities, cluster_id
FROM compared
INNER JOIN labels USING (cluster_id)
WHERE cluster_id IN (SELECT cluster_id FROM compared WHERE activities = 0)
ORDER BY others DESC, label, cluster_id, unit

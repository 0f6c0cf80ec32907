-- title: Раньше или позже других
-- question: Насколько раньше или позже обычного начинается мероприятие?
-- note: обычное начало — медиана по всем, у кого мероприятие есть; со знаком минус — раньше, без него — позже
-- parameters: units, all_orders, all_units, topic, literal
-- columns: unit: где; label: мероприятие; activities: мероприятий; undated: из них без дат; units: у скольких с датами;
--   month: начало; usual_month: обычно; months_late: месяцев; days_late: дней; cluster_id: типовое мероприятие
-- hidden: cluster_id
WITH started AS (
    SELECT unit, cluster_id, school_day - DATE '2001-09-01' AS day
    FROM compared_activities($all_orders, $all_units, $topic)
    INNER JOIN clusters USING (item_id)
    LEFT JOIN plan_starts($literal) USING (place)
),

own AS (
    SELECT unit, cluster_id, count(*) AS activities, count(*) - count(day) AS undated, floor(median(day)) AS day
    FROM started
    GROUP BY ALL
),

usual AS (
    SELECT cluster_id, count(day) AS units, floor(median(day)) AS day FROM own GROUP BY cluster_id HAVING count(*) > 1
),

labels AS (
    SELECT cluster_id, any_value(label) AS label FROM clusters GROUP BY cluster_id
)

SELECT
    unit, label, activities, undated, units,
    month_number(DATE '2001-09-01' + own.day::INTEGER) - month_number(DATE '2001-09-01') AS month,
    month_number(DATE '2001-09-01' + usual.day::INTEGER) - month_number(DATE '2001-09-01') AS usual_month,
    month - usual_month AS months_late,
    (own.day - usual.day)::INTEGER AS days_late,
    cluster_id
FROM own
INNER JOIN usual USING (cluster_id)
INNER JOIN labels USING (cluster_id)
WHERE unit IN (SELECT unnest($units))
ORDER BY abs(days_late) DESC NULLS LAST, label, unit

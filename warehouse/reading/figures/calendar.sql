-- The rows behind a figure of compare/calendar.sql.
SELECT unit, topic, month, item_id
FROM compared_activities($asked, $units, $topic)
LEFT JOIN plan_months($literal) USING (place)

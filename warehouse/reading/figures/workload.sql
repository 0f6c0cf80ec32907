-- The rows behind a figure of compare/workload.sql.
SELECT unit, entity_id, month, item_id
FROM compared_activities($asked, $units, $topic)
INNER JOIN responsibles USING (item_id)
LEFT JOIN plan_months($literal) USING (place)

-- The rows behind a figure of compare/workload.sql.
SELECT unit, entity_id, shown_month(plan_month) AS month, planned.item_id
FROM compared_activities($asked, $units, $topic) AS planned
INNER JOIN responsibles USING (item_id)
LEFT JOIN (FROM months WHERE basis = if($literal, 'literal', 'effective')) USING (place)

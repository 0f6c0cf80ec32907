-- The rows behind a figure of compare/calendar.sql.
SELECT unit, topic, shown_month(plan_month) AS month, planned.item_id
FROM compared_activities($asked, $units, $topic) AS planned
LEFT JOIN (FROM months WHERE basis = if($literal, 'literal', 'effective')) USING (place)

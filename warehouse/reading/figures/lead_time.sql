-- The rows behind a figure of compare/lead_time.sql.
SELECT cluster_id, unit, item_id
FROM compared_activities($all_orders, $all_units, $topic)
INNER JOIN clusters USING (item_id)

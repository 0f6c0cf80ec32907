-- The rows behind a figure of compare/coverage.sql; without a unit, who has the activity.
SELECT cluster_id, unit, item_id
FROM present_activities($all_orders, $all_units, $topic)

-- The rows behind a figure of compare/topics.sql.
SELECT topic, unit, item_id
FROM compared_activities($asked, $units, $topic)

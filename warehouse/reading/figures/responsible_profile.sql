-- The rows behind a figure of compare/responsible_profile.sql.
SELECT unit, topic, coalesce(body, 'none') AS body, item_id
FROM compared_activities($asked, $units, $topic)
LEFT JOIN responsible_bodies USING (item_id)

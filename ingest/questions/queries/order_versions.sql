-- The files of an order, earlier versions too, by the time of their first loading.
SELECT source_id, source_name, part, activities, loaded_at, superseded_by, sha256, stored_path
FROM sources
WHERE order_id = ?
ORDER BY loaded_at NULLS FIRST, source_id

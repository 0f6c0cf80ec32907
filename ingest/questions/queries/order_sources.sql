-- The files that an order consists of now: the order first, then its annexes. Parameter: order_id.
SELECT source_id, source_name, stored_path, part
FROM sources
WHERE order_id = ? AND superseded_by IS NULL
ORDER BY part DESC, source_id

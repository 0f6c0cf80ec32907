-- What was read of an order. Parameter: order_id.
SELECT
    count(DISTINCT table_no) AS tables,
    count(*) AS rows,
    (SELECT count(*) FROM leftovers WHERE order_id = $1) AS leftovers,
    (SELECT coalesce(sum("count"), 0)::BIGINT FROM noise WHERE order_id = $1) AS noise
FROM items
WHERE order_id = $1

-- How many activities an order has. Parameter: order_id.
SELECT count(*) AS activities FROM activity_rows WHERE order_id = ?

-- The rows of an order with their places in reading order, from 1. Parameter: order_id.
SELECT item_id, row_number() OVER (ORDER BY seq) AS place
FROM items
WHERE order_id = $1

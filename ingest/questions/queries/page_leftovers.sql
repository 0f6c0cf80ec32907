-- What is printed in an order and found no place. Parameter: order_id.
SELECT text, why, locator
FROM leftovers
WHERE order_id = ?
ORDER BY source_id, ordinal
LIMIT 20

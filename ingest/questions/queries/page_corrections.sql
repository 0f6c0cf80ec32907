-- The corrections of one order. Parameter: order_id.
FROM corrections
WHERE order_id = ?
ORDER BY target, column_name

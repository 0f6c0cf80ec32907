-- The rows of an order in reading order. Parameter: order_id.
SELECT
    item_id, seq, source_id, table_no, table_title, section, subsection, number, is_group,
    activity, activity_inherited, period_raw, period_inherited, responsible_raw, responsible_inherited, result
FROM items
WHERE order_id = ?
ORDER BY seq

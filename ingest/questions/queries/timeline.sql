-- How many activities of each section run in each month of each order's plan (view months), by the dates that count.
-- Parameter: order_ids (list).
SELECT a.order_id, coalesce(a.section, '') AS section, m.month, count(*) AS activities
FROM months AS m
JOIN activity_rows AS a USING (item_id)
WHERE m.order_id IN (SELECT unnest($1::VARCHAR[])) AND a.order_id IN (SELECT unnest($1::VARCHAR[])) AND m.basis = 'effective'
GROUP BY ALL
ORDER BY a.order_id, section, month

-- How many activities of each section run in each month of an order's plan (view months), by the dates that count.
-- Parameter: order_id.
SELECT coalesce(a.section, '') AS section, m.month, count(*) AS activities
FROM months AS m
JOIN activity_rows AS a USING (item_id)
WHERE m.order_id = $1 AND a.order_id = $1 AND m.basis = 'effective'
GROUP BY ALL
ORDER BY section, month

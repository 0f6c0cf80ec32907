-- Что планирует каждый регион на март?
SELECT region, order_number, number, activity_full, deadline
FROM months
JOIN activities USING (order_id, item_id)
WHERE plan_month = 6 AND basis = 'effective'  -- 0 — сентябрь, 6 — март
ORDER BY region, order_id, seq

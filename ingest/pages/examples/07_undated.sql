-- У каких мероприятий нет дат?
SELECT order_id, number, activity, period_raw, period_kinds
FROM activities
WHERE effective_start IS NULL AND effective_end IS NULL
ORDER BY order_id, seq

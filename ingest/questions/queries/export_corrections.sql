-- What analysts put right, who and when. Parameter: order_ids (list; empty for all).
SELECT order_id, item_id, target, column_name, printed, value, why, made_by, made_at, problem
FROM corrections
WHERE len($1::VARCHAR[]) = 0 OR order_id IN (SELECT unnest($1::VARCHAR[]))
ORDER BY order_id NULLS LAST, target, column_name, printed

-- What analysts put right, what had been read there, and why a correction does not hold any more.
FROM corrections
ORDER BY target, column_name, order_id

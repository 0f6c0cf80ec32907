-- Каким срокам нельзя верить и что, вероятно, имелось в виду?
SELECT order_id, raw, flags, suggested_start, suggested_end
FROM periods
WHERE len(flags) > 0
ORDER BY order_id, raw

-- Что планирует каждый регион на март?
SELECT region, number, activity, effective_start, effective_end
FROM activities
WHERE effective_start <= make_date(CAST(right(academic_year, 4) AS INTEGER), 3, 31)
    AND effective_end >= make_date(CAST(right(academic_year, 4) AS INTEGER), 3, 1)
ORDER BY region, order_id, seq

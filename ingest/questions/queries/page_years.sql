-- The academic years that have orders, the newest first.
SELECT DISTINCT academic_year AS value, academic_year AS name
FROM orders
WHERE academic_year IS NOT NULL
ORDER BY value DESC

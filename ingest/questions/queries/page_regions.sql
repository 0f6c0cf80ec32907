-- The regions that have orders.
SELECT DISTINCT region_code AS value, coalesce(region, region_code) AS name
FROM orders
WHERE region_code IS NOT NULL
ORDER BY name

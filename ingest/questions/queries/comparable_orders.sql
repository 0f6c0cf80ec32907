-- What a comparison has to know of every order to choose it by its id, region, municipality, year and level.
SELECT order_id, region_code, coalesce(region, 'регион не установлен') AS region, municipality, level, academic_year
FROM orders
ORDER BY region_code NULLS LAST, municipality NULLS FIRST, academic_year, order_id

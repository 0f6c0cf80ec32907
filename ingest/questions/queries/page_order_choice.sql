-- Orders to choose from, at most a thousand. Parameter: region_code ('' for all).
SELECT
    order_id AS value,
    concat_ws(', ', coalesce(municipality, region, order_id), '№ ' || number, strftime(signed_on, '%d.%m.%Y')) AS name
FROM orders
WHERE $1 = '' OR region_code = $1
ORDER BY region, municipality NULLS FIRST, signed_on, order_id
LIMIT 1000

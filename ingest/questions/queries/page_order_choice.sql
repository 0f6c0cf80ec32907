-- Orders to choose from, by place and date. Parameters: words (lower case, all must be found; empty for all), order_ids
-- (empty for all).
SELECT
    order_id AS value,
    concat_ws(', ', coalesce(municipality, region, order_id), '№ ' || number, strftime(signed_on, '%d.%m.%Y')) AS name
FROM orders
WHERE
    (len($2::VARCHAR[]) = 0 OR list_contains($2, order_id))
    AND (
        len($1::VARCHAR[]) = 0
        OR len(list_filter($1::VARCHAR[], lambda word: NOT contains(
            replace(lower(concat_ws(
                ' ', order_id, region, municipality, number, strftime(signed_on, '%d.%m.%Y'), academic_year, title
            )), 'ё', 'е'),
            word
        ))) = 0
    )
ORDER BY region, municipality NULLS FIRST, signed_on, order_id

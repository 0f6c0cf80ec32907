-- Orders that fit the filters, with their doubtful findings counted. Parameters: region_code, academic_year, level
-- ('' for all), words (lower case, all must be found).
WITH doubtful AS (
    SELECT order_id, count(*) AS findings
    FROM findings
    WHERE severity IN ('error', 'warning') AND status <> 'dismissed'
    GROUP BY order_id
)

SELECT
    order_id, region_code, region, municipality, number, signed_on, academic_year, level, activities,
    coalesce(doubtful.findings, 0) AS findings
FROM orders
LEFT JOIN doubtful USING (order_id)
WHERE
    ($1 = '' OR region_code = $1)
    AND ($2 = '' OR academic_year = $2)
    AND ($3 = '' OR level = $3)
    AND (
        len($4::VARCHAR[]) = 0
        OR len(list_filter($4::VARCHAR[], lambda word: NOT contains(
            replace(lower(concat_ws(
                ' ', order_id, region, municipality, number, strftime(signed_on, '%d.%m.%Y'), issuer, title, source_name
            )), 'ё', 'е'),
            word
        ))) = 0
    )

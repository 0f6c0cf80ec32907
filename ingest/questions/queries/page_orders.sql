-- One page of the list of orders. Parameters: region_code, academic_year, level ('' for all), text; rows, rows passed.
WITH found AS (
    SELECT orders.*, count(*) OVER () AS total
    FROM orders
    WHERE
        ($1 = '' OR region_code = $1)
        AND ($2 = '' OR academic_year = $2)
        AND ($3 = '' OR level = $3)
        AND contains(
            lower(concat_ws(' ', order_id, region, municipality, number, issuer, title, source_name)), lower($4)
        )
    ORDER BY region, municipality NULLS FIRST, signed_on, order_id
    LIMIT $5 OFFSET $6
),

doubtful AS (
    SELECT order_id, count(*) AS findings
    FROM findings
    SEMI JOIN found USING (order_id)
    WHERE severity IN ('error', 'warning') AND status <> 'dismissed'
    GROUP BY order_id
)

SELECT
    order_id, region, municipality, number, signed_on, academic_year, level, activities, total,
    coalesce(doubtful.findings, 0) AS findings
FROM found
LEFT JOIN doubtful USING (order_id)
ORDER BY region, municipality NULLS FIRST, signed_on, order_id

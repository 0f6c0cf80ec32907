-- Decisions on the findings of an order and corrections in it, as they stand. Parameter: order_id.
SELECT
    r.made_at AS at, r.made_by AS by, r.status AS action, f.order_id, f.finding_id AS target, '' AS column,
    '' AS before, '' AS after, r.why
FROM reviews AS r
INNER JOIN findings AS f USING (finding_id)
WHERE f.order_id = $1
UNION ALL
SELECT
    c.made_at AS at, c.made_by AS by, 'corrected' AS action, c.order_id, c.target, c.column_name AS column,
    coalesce(c.printed, '') AS before, coalesce(c.value, '') AS after, c.why
FROM corrections AS c
WHERE c.order_id = $1
ORDER BY 1 NULLS FIRST, 5, 6

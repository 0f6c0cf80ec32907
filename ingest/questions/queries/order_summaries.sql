-- One row an order: its head, what was read of it, and how many findings of severity warning or error it has.
WITH resolved AS (
    SELECT order_id, 100.0 * avg((kind <> 'unresolved')::INTEGER) AS periods_resolved
    FROM periods
    GROUP BY order_id
),

found AS (
    SELECT order_id, count(*) AS findings
    FROM findings
    WHERE severity IN ('error', 'warning') AND status <> 'dismissed'
    GROUP BY order_id
)

SELECT
    o.order_id,
    o.region,
    o.municipality,
    o.level,
    o.number,
    o.signed_on,
    o.academic_year,
    o.activities,
    round(r.periods_resolved, 1) AS periods_resolved,
    round(100 * o.coverage, 2) AS coverage,
    CASE o.layout WHEN 'doubtful' THEN 'неуверенно' ELSE 'да' END AS layout,
    coalesce(f.findings, 0) AS findings,
    o.source_name
FROM orders AS o
LEFT JOIN resolved AS r USING (order_id)
LEFT JOIN found AS f USING (order_id)
ORDER BY o.region, o.municipality NULLS FIRST, o.signed_on, o.order_id

-- One row an order: its head, what was read of it, and how many findings of severity warning or error it has.
-- Parameter: order_ids (list; empty for all).
WITH resolved AS (
    SELECT order_id, round(100.0 * avg((kind <> 'unresolved')::INTEGER), 1) AS periods_resolved
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
    o.order_id, o.region, o.municipality, o.level, o.number, o.signed_on, o.title, o.issuer, o.academic_year,
    o.plan_start, o.plan_end, o.signatory, o.controller, o.activities,
    r.periods_resolved,
    round(100 * o.coverage, 2) AS coverage,
    coalesce(f.findings, 0) AS findings,
    o.corrected, o.source_name
FROM orders AS o
LEFT JOIN resolved AS r USING (order_id)
LEFT JOIN found AS f USING (order_id)
WHERE len($1::VARCHAR[]) = 0 OR o.order_id IN (SELECT unnest($1::VARCHAR[]))
ORDER BY o.region, o.municipality NULLS FIRST, o.signed_on, o.order_id

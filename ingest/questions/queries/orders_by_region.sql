-- The regions with their orders, in order of their codes; one row without a code for orders of no known region.
-- Parameter: order_ids (list; empty for all).
WITH found AS (
    SELECT order_id, count(*) AS findings
    FROM findings
    WHERE severity IN ('error', 'warning') AND status <> 'dismissed'
    GROUP BY order_id
)

SELECT
    o.region_code,
    any_value(o.region) AS region,
    list(o.order_id ORDER BY o.municipality NULLS FIRST, o.signed_on, o.order_id) AS order_ids,
    sum(o.activities) AS activities,
    coalesce(sum(found.findings), 0) AS findings
FROM orders AS o
LEFT JOIN found USING (order_id)
WHERE len($1::VARCHAR[]) = 0 OR o.order_id IN (SELECT unnest($1::VARCHAR[]))
GROUP BY o.region_code
ORDER BY o.region_code NULLS LAST

-- Orders, activities and findings by severity. Parameter: order_ids (list; empty for all).
WITH chosen AS (
    SELECT ?::VARCHAR[] AS order_ids
),

told AS (
    SELECT orders.*
    FROM orders, chosen
    WHERE len(chosen.order_ids) = 0 OR list_contains(chosen.order_ids, orders.order_id)
),

found AS (
    SELECT severity
    FROM findings
    SEMI JOIN told USING (order_id)
    WHERE status <> 'dismissed'
)

SELECT
    count(*) AS orders,
    coalesce(sum(activities), 0)::BIGINT AS activities,
    (SELECT count(*) FROM found WHERE severity = 'error') AS error,
    (SELECT count(*) FROM found WHERE severity = 'warning') AS warning,
    (SELECT count(*) FROM found WHERE severity = 'info') AS info
FROM told

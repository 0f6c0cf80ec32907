-- The files of an order, those in use at the time it was loaded. Parameter: order_id.
SELECT
    strftime(orders.loaded_at, '%Y-%m-%dT%H:%M:%S') AS at,
    CASE WHEN sources.superseded_by IS NULL THEN 'loaded' ELSE 'superseded' END AS action,
    sources.source_name
FROM sources
INNER JOIN orders USING (order_id)
WHERE order_id = $1
ORDER BY action DESC, sources.source_name

-- The sections of orders in reading order, with their activities, and how many of those have no dates.
-- Parameter: order_ids (list).
WITH dated AS (
    SELECT DISTINCT item_id
    FROM periods
    WHERE order_id IN (SELECT unnest($1::VARCHAR[])) AND coalesce(effective_start, effective_end) IS NOT NULL
)

SELECT
    a.order_id,
    coalesce(a.section, '') AS section,
    count(*) AS activities,
    count(*) FILTER (dated.item_id IS NULL) AS undated
FROM activity_rows AS a
LEFT JOIN dated USING (item_id)
WHERE a.order_id IN (SELECT unnest($1::VARCHAR[]))
GROUP BY a.order_id, coalesce(a.section, '')
ORDER BY a.order_id, min(a.seq)

-- The sections of an order in reading order, with their activities, and how many of those have no dates.
-- Parameter: order_id.
WITH dated AS (
    SELECT DISTINCT item_id
    FROM periods
    WHERE order_id = $1 AND coalesce(effective_start, effective_end) IS NOT NULL
)

SELECT
    coalesce(a.section, '') AS section,
    count(*) AS activities,
    count(*) FILTER (dated.item_id IS NULL) AS undated
FROM activity_rows AS a
LEFT JOIN dated USING (item_id)
WHERE a.order_id = $1
GROUP BY coalesce(a.section, '')
ORDER BY min(a.seq)

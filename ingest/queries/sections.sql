-- The sections of an order in reading order, with their activities, and how many of those have no dates.
-- Parameter: order_id.
SELECT
    coalesce(a.section, '') AS section,
    count(*) AS activities,
    count(*) FILTER (a.effective_start IS NULL AND a.effective_end IS NULL) AS undated
FROM activities AS a
WHERE a.order_id = ?
GROUP BY coalesce(a.section, '')
ORDER BY min(a.seq)

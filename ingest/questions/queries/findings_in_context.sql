-- Findings that were not dismissed, in reading order, with the row that they are about.
-- Parameters: order_ids (list), each (boolean: one row a place instead of one a finding).
WITH told AS (
    FROM findings WHERE NOT $2
    UNION ALL BY NAME
    SELECT * EXCLUDE (group_id) FROM finding_rows WHERE $2
)

SELECT
    f.finding_id, f.order_id, f.item_id, f.check, f.severity, f.status, f.quote, f.message, f.suggestion,
    coalesce(f.page, i.page_from) AS page,
    i.seq, i.source_id, i.table_no, i.locator, i.section, i.subsection, i.number, i.activity, i.period_raw,
    i.responsible_raw, i.result, i.bbox, i.raw_cells,
    r.why AS decided_why, r.made_by AS decided_by, r.made_at AS decided_at
FROM told AS f
LEFT JOIN items AS i USING (item_id)
LEFT JOIN reviews AS r ON f.finding_id = r.finding_id
WHERE f.status <> 'dismissed' AND f.order_id IN (SELECT unnest($1::VARCHAR[]))
ORDER BY
    f.order_id,
    i.seq NULLS FIRST,
    CASE f.severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END,
    f.check,
    f.finding_id

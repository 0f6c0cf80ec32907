-- Findings, worst first.
-- Parameters: severities, statuses, order_ids (lists; no orders: all of them), check ('' for all).
SELECT
    f.*,
    concat_ws(', ', i.section, 'п. ' || nullif(rtrim(i.number, '.'), ''), i.locator) AS place,
    i.activity,
    r.why AS decided_why,
    r.made_by AS decided_by,
    r.made_at AS decided_at
FROM findings AS f
LEFT JOIN items AS i USING (item_id)
LEFT JOIN reviews AS r USING (finding_id)
WHERE
    list_contains($1, f.severity)
    AND list_contains($2, f.status)
    AND (len($3::VARCHAR[]) = 0 OR list_contains($3, f.order_id))
    AND ($4 = '' OR f.check = $4)
ORDER BY
    CASE f.severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END,
    f.order_id,
    i.seq NULLS FIRST,
    f.check,
    f.finding_id

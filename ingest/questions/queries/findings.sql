-- Findings, worst first.
-- Parameters: severities (list), statuses (list), order_id (twice, NULL for all), check (twice, '' for all).
SELECT
    f.*,
    concat_ws(', ', i.section, 'п. ' || nullif(rtrim(i.number, '.'), ''), i.locator) AS place,
    i.activity
FROM findings AS f
LEFT JOIN items AS i USING (item_id)
WHERE
    list_contains(?, f.severity)
    AND list_contains(?, f.status)
    AND (? IS NULL OR f.order_id = ?)
    AND (? = '' OR f.check = ?)
ORDER BY
    CASE f.severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END,
    f.order_id,
    i.seq NULLS FIRST,
    f.check,
    f.finding_id

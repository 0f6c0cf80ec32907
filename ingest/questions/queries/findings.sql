-- Findings, worst first; with each, one row a place.
-- Parameters: severities, statuses, order_ids (lists; no orders: all of them), check ('' for all), each (boolean).
WITH told AS (
    FROM findings WHERE NOT $5
    UNION ALL BY NAME
    SELECT * EXCLUDE (group_id) FROM finding_rows WHERE $5
),

placed AS (
    SELECT finding_id, count(*) AS places FROM finding_places WHERE status <> 'dismissed' GROUP BY finding_id
)

SELECT
    f.*,
    concat_ws(', ', i.section, 'п. ' || nullif(rtrim(i.number, '.'), ''), i.locator)
    || CASE WHEN placed.places > 1 THEN ' и ещё ' || (placed.places - 1) ELSE '' END AS place,
    coalesce(placed.places, 1) AS places,
    i.activity,
    r.why AS decided_why,
    r.made_by AS decided_by,
    r.made_at AS decided_at
FROM told AS f
LEFT JOIN items AS i USING (item_id)
LEFT JOIN reviews AS r ON f.finding_id = r.finding_id
LEFT JOIN placed ON f.finding_id = placed.finding_id
WHERE
    list_contains($1, f.severity)
    AND list_contains($2, f.status)
    AND (len($3::VARCHAR[]) = 0 OR f.order_id IN (SELECT unnest($3::VARCHAR[])))
    AND ($4 = '' OR f.check = $4)
ORDER BY
    CASE f.severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END,
    f.order_id,
    i.seq NULLS FIRST,
    f.check,
    f.finding_id

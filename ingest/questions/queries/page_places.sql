-- The places of a finding in reading order. Parameter: finding_id.
SELECT r.finding_id AS place_id, r.item_id, r.status, r.quote, i.number, i.locator, i.activity
FROM finding_rows AS r
LEFT JOIN items AS i USING (item_id)
WHERE r.group_id = ?
ORDER BY i.seq NULLS FIRST, r.finding_id

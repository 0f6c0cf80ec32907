-- One finding with the row that it is about. Parameter: finding_id.
SELECT
    f.finding_id, f.order_id, f.item_id, f.check, f.severity, f.status, f.quote, f.message, f.suggestion,
    o.region, o.municipality, o.number AS order_number, o.signed_on,
    i.locator, i.section, i.subsection, i.number, i.activity, i.period_raw, i.responsible_raw, i.result
FROM findings AS f
JOIN orders AS o USING (order_id)
LEFT JOIN items AS i USING (item_id)
WHERE f.finding_id = ?

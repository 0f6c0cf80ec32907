-- Every printed row in reading order: activities and group rows.
-- Parameter: order_ids (list; empty for all).
WITH chosen AS (
    SELECT order_id FROM orders WHERE len($1::VARCHAR[]) = 0 OR order_id IN (SELECT unnest($1::VARCHAR[]))
),

spans AS (
    SELECT item_id, min(effective_start) AS effective_start, max(effective_end) AS effective_end
    FROM periods
    WHERE order_id IN (FROM chosen)
    GROUP BY item_id
),

planned AS (
    SELECT item_id, list(strftime(month, '%m.%Y') ORDER BY month) AS months
    FROM months
    WHERE basis = 'effective' AND order_id IN (FROM chosen)
    GROUP BY item_id
),

found AS (
    SELECT item_id, count(*) AS findings
    FROM finding_rows
    WHERE severity IN ('error', 'warning') AND status <> 'dismissed' AND order_id IN (FROM chosen)
    GROUP BY item_id
)

SELECT
    i.order_id, o.region, o.municipality, i.seq, i.section, i.subsection, i.number, i.category, i.activity, i.activity_full,
    i.period_raw, s.effective_start, s.effective_end, p.months, i.responsible_raw, i.result, i.exam, i.topic, f.findings,
    i.corrected, i.is_group, i.activity_inherited, i.locator, i.item_id
FROM items AS i
JOIN orders AS o USING (order_id)
LEFT JOIN spans AS s USING (item_id)
LEFT JOIN planned AS p USING (item_id)
LEFT JOIN found AS f USING (item_id)
WHERE i.order_id IN (FROM chosen)
ORDER BY i.order_id, i.seq

-- Every printed row in reading order: activities and group rows.
SELECT
    i.order_id, o.region, o.municipality, i.seq, i.section, i.subsection, i.number, i.category, i.activity,
    i.period_raw,
    min(p.effective_start) AS effective_start,
    max(p.effective_end) AS effective_end,
    i.responsible_raw, i.result, i.exam, i.topic,
    i.is_group, i.activity_inherited, i.locator, i.item_id
FROM items AS i
JOIN orders AS o USING (order_id)
LEFT JOIN periods AS p USING (item_id)
GROUP BY ALL
ORDER BY i.order_id, i.seq

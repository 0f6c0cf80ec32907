-- What analysts put right in an order, with the row that it is about. Parameter: order_id.
SELECT
    c.target, c.column_name, c.value, c.printed, c.why, c.made_by, c.made_at, c.item_id,
    i.page_from AS page, i.source_id, i.section, i.number, i.activity, i.period_raw, i.responsible_raw, i.result,
    i.bbox, i.raw_cells
FROM corrections AS c
LEFT JOIN items AS i USING (item_id)
WHERE c.problem IS NULL AND c.order_id = ?
ORDER BY i.seq NULLS FIRST, c.target, c.column_name

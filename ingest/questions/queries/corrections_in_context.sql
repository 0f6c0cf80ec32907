-- What analysts put right in an order, with the row that it is about, and the period that a corrected date is of.
-- Parameter: order_id.
SELECT
    c.target, c.column_name, c.value, c.printed, c.why, c.made_by, c.made_at, c.item_id,
    i.page_from AS page, i.source_id, i.section, i.number, i.activity, i.period_raw, i.responsible_raw, i.result,
    i.bbox, i.raw_cells, p.raw AS period_quote, p.start_date AS period_start, p.end_date AS period_end
FROM corrections AS c
LEFT JOIN items AS i USING (item_id)
LEFT JOIN periods AS p
    ON c.item_id = p.item_id AND c.target = concat(p.item_id, '#', p.ordinal)
    AND c.column_name IN ('start_date', 'end_date')
WHERE c.problem IS NULL AND c.order_id = ?
ORDER BY i.seq NULLS FIRST, c.target, c.column_name

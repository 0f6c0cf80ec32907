-- Every period as read: printed words, dates as printed, dates proposed.
-- Parameter: order_ids (list; empty for all).
SELECT
    p.order_id, i.number, i.activity, p.raw, p.kind, p.start_date, p.end_date, p.year_basis, p.flags,
    p.suggested_start, p.suggested_end, p.corrected, p.rule, p.item_id
FROM periods AS p
JOIN items AS i USING (item_id)
WHERE len($1::VARCHAR[]) = 0 OR p.order_id IN (SELECT unnest($1::VARCHAR[]))
ORDER BY p.order_id, i.seq, p.ordinal

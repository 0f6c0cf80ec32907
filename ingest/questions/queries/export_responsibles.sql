-- Every mention of an organisation, a person or a role in a 'responsible' cell.
-- Parameter: order_ids (list; empty for all).
SELECT
    r.order_id, i.number, i.activity, r.mention, r.kind, r.canonical, r.level, r.resolved, r.inherited, r.corrected, r.item_id
FROM responsibles AS r
JOIN items AS i USING (item_id)
WHERE len($1::VARCHAR[]) = 0 OR r.order_id IN (SELECT unnest($1::VARCHAR[]))
ORDER BY r.order_id, i.seq, r.ordinal

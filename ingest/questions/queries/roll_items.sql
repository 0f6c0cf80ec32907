-- The rows of an order with all that carrying it to the next plan needs. Parameter: order_id.
SELECT
    item_id, seq, source_id, table_no, table_title, section, subsection, number, is_group, activity, activity_inherited,
    period_raw, period_inherited, responsible_raw, responsible_inherited, result, result_inherited, page_from AS page,
    bbox, raw_cells,
    (SELECT list({'part_ordinal': part_ordinal, 'text': text} ORDER BY part_ordinal) FROM parts
        WHERE parts.item_id = items.item_id) AS parts,
    (SELECT list({
        'raw': raw, 'kind': kind, 'start': start_date, 'end': end_date,
        'flags': if(len(corrected) > 0, list_append(flags, 'corrected'), flags), 'part_ordinal': part_ordinal,
        'suggested_start': suggested_start, 'suggested_end': suggested_end, 'year_confidence': year_confidence,
        'expected_start': (SELECT any_value(expected_start) FROM date_conflicts AS c
            WHERE c.item_id = periods.item_id AND c.kind = 'federal_day' AND c.quote = periods.raw),
        'expected_end': (SELECT any_value(expected_end) FROM date_conflicts AS c
            WHERE c.item_id = periods.item_id AND c.kind = 'federal_day' AND c.quote = periods.raw)
    } ORDER BY ordinal) FROM periods WHERE periods.item_id = items.item_id) AS periods
FROM items
WHERE order_id = ?
ORDER BY seq

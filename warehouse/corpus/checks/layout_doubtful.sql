-- severity: error
-- title: Таблица разобрана неуверенно
-- message: Строки и графы этой таблицы могли быть разделены неверно, сверьте её с файлом ({quote}): {detail}
-- holds_back: column_swap, missing_period, missing_responsible, unresolved_period, number_format, skipped_number
-- holds_back: duplicate_number, duplicate_activity, garble, period_reversed, period_out_of_plan, org_variant, person_variant
-- fires: {order_notes: [{kind: layout_doubtful, quote: "таблица 1", table_no: 1, detail: "нет срока"}]}
-- passes: {order_notes: [{kind: head_conflict, quote: "№ 5; № 6"}]}
SELECT order_id, NULL AS item_id, quote, detail, page
FROM order_notes
WHERE kind = 'layout_doubtful'

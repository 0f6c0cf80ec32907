-- severity: warning
-- title: Графы перепутаны
-- message: {statement}
-- fires: {items: [{swapped: author, responsible_raw: "МОК, ГКУ КЦМКО", period_raw: "2024 год"}]}
-- fires: {items: [{swapped: extraction, period_raw: "март 2024 года"}]}
-- fires: {text_conflicts: [{kind: column, field: responsible, quote: "май 2024 года", reason: "графе ответственных"}]}
-- passes: {items: [{period_raw: "март 2024 года", responsible_raw: "МОК"}]}
SELECT
    order_id,
    item_id,
    coalesce(responsible_raw, period_raw, activity[:120]) AS quote,
    CASE swapped
        WHEN 'author' THEN 'В приказе графы перепутаны: «' || quote || '» стоит в графе сроков'
        ELSE 'При извлечении графы строки были сдвинуты; исправлено'
    END AS statement,
    CASE swapped WHEN 'author' THEN 'перенести в графу ответственных' END AS suggestion,
    CASE swapped WHEN 'extraction' THEN 'info' END AS severity
FROM items
WHERE swapped IN ('author', 'extraction')

UNION ALL

SELECT
    order_id,
    item_id,
    quote,
    'В ' || reason || ' стоит не то: «' || quote || '»',
    CASE field WHEN 'period' THEN 'указать срок' ELSE 'указать ответственных' END,
    NULL
FROM text_conflicts
WHERE kind = 'column'

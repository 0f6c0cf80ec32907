-- severity: warning
-- title: Названа чужая территория
-- message: Названа чужая территория: «{quote}» – {reason}
-- fires:
--   text_conflicts: [{kind: territory, quote: "Томской области", expected: "Алтайский край",
--   reason: "это Томская область, а приказ издан в регионе Алтайский край", certainty: high}]
-- fires:
--   orders: [{order_id: a, municipality: "город Ухта", plan_start: 2023-09-01}, {order_id: b, municipality: "Усинск", plan_start: 2024-09-01}]
--   items: [{item_id: a1, order_id: a}, {item_id: b1, order_id: b}]
--   matches: [{item_id: b1, other_item_id: a1, score: 1.0, relation: copy}]
--   text_conflicts: [{order_id: b, item_id: b1, kind: territory, quote: "Ухты", reason: "другое муниципальное образование", certainty: low}]
-- passes: {text_conflicts: [{kind: subject, quote: "по математике", reason: "раздел называется «Информатика»"}]}
SELECT
    text_conflicts.order_id, text_conflicts.item_id, quote, expected AS suggestion,
    CASE WHEN taken.named IS NULL THEN reason ELSE reason || '; слова взяты из её приказа' END AS reason,
    CASE WHEN certainty = 'low' AND taken.named IS NULL THEN 'info' END AS severity
FROM text_conflicts
-- The order that the words were taken from is that territory's: what else may be named in passing was left over.
LEFT JOIN (
    SELECT copied_items.item_id, coalesce(municipality, region) AS named
    FROM copied_items
    INNER JOIN orders ON copied_items.source_order_id = orders.order_id
    WHERE named IS NOT NULL
) AS taken
    ON text_conflicts.item_id = taken.item_id AND contains(lower(taken.named), lower(quote[:greatest(3, length(quote) - 3)]))
WHERE kind = 'territory'
QUALIFY row_number() OVER (PARTITION BY text_conflicts.order_id, text_conflicts.ordinal ORDER BY taken.named) = 1

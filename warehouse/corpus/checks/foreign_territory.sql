-- severity: warning
-- title: Названа чужая территория
-- across: matched items
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
-- The copies of what is asked about only: those of all orders are many, and a join on part of a word tries every pair.
WITH named AS MATERIALIZED (SELECT * FROM text_conflicts WHERE kind = 'territory'),

copied AS MATERIALIZED (
    SELECT DISTINCT item_id, coalesce(municipality, region) AS owner
    FROM copied_items
    INNER JOIN orders ON copied_items.source_order_id = orders.order_id
    WHERE item_id IN (SELECT item_id FROM named) AND owner IS NOT NULL
),

-- The order that the words were taken from is that territory's: what else may be named in passing was left over.
taken AS (
    SELECT named.order_id, named.ordinal
    FROM named
    INNER JOIN copied ON named.item_id = copied.item_id
    WHERE contains(lower(owner), lower(quote[:greatest(3, length(quote) - 3)]))
    GROUP BY named.order_id, named.ordinal
)

SELECT
    named.order_id, named.item_id, quote, expected AS suggestion,
    CASE WHEN taken.order_id IS NULL THEN reason ELSE reason || '; слова взяты из её приказа' END AS reason,
    CASE WHEN certainty = 'low' AND taken.order_id IS NULL THEN 'info' END AS severity
FROM named
LEFT JOIN taken ON named.order_id = taken.order_id AND named.ordinal = taken.ordinal

-- severity: warning
-- title: В тексте остался год прежнего плана
-- across: matched items
-- message: Год в словах «{quote}» остался, видимо, от прежнего плана{because}
-- fires: {text_years: [{quote: "ГИА в 2023 году", year_from: 2023, year_to: 2023, stale: true, expected: "2025 году"}]}
-- fires:
--   orders: [{order_id: a, academic_year: 2023-2024, plan_start: 2023-09-01, plan_end: 2024-08-31},
--   {order_id: b, plan_start: 2024-09-01, plan_end: 2025-08-31}]
--   items: [{item_id: a1, order_id: a}, {item_id: b1, order_id: b}]
--   matches: [{item_id: b1, other_item_id: a1, score: 1.0, relation: copy}]
--   text_years: [{order_id: a, item_id: a1, quote: "2024 года", year_from: 2024, year_to: 2024, role: unknown},
--   {order_id: b, item_id: b1, quote: "2024 года", year_from: 2024, year_to: 2024, role: unknown}]
-- passes:
--   orders: [{order_id: a, academic_year: 2023-2024, plan_start: 2023-09-01, plan_end: 2024-08-31},
--   {order_id: b, plan_start: 2024-09-01, plan_end: 2025-08-31}]
--   items: [{item_id: a1, order_id: a}, {item_id: b1, order_id: b}]
--   matches: [{item_id: b1, other_item_id: a1, score: 1.0, relation: copy}]
--   text_years: [{order_id: a, item_id: a1, quote: "2024 года", year_from: 2024, year_to: 2024, role: unknown},
--   {order_id: b, item_id: b1, quote: "2025 года", year_from: 2025, year_to: 2025, role: unknown}]
-- passes: {text_years: [{quote: "по итогам ГИА 2024 года", year_from: 2024, year_to: 2024, stale: false}]}
WITH asked AS MATERIALIZED (
    SELECT text_years.*, plan_end
    FROM text_years
    INNER JOIN orders ON text_years.order_id = orders.order_id
    WHERE (stale IS NULL OR (stale AND certainty = 'low')) AND year_from = year_to AND year_to < year(plan_end)
),

-- The copies of what is asked about only: those of all orders are many, and so are the rows with the same year.
copied AS MATERIALIZED (
    SELECT asked.*, source_item_id, source_order_id
    FROM copied_items
    INNER JOIN asked ON copied_items.item_id = asked.item_id
)

SELECT
    order_id,
    item_id,
    quote,
    coalesce(': ' || lower(reason[1]) || reason[2:], '') AS because,
    expected AS suggestion,
    CASE certainty WHEN 'low' THEN 'info' END AS severity
FROM text_years
WHERE stale

UNION ALL

-- The text alone does not tell, but it was taken from an earlier order, whose own plan the year belonged to.
SELECT DISTINCT
    own.order_id,
    own.item_id,
    own.quote,
    ': слова взяты из приказа на ' || earlier.academic_year || ' учебный год вместе с годом',
    regexp_replace(own.quote, '(19|20)\d\d', (own.year_to + year(own.plan_end) - year(earlier.plan_end))::VARCHAR),
    NULL
FROM copied AS own
INNER JOIN text_years AS taken
    ON own.source_item_id = taken.item_id AND own.quote = taken.quote AND own.year_to = taken.year_to
INNER JOIN orders AS earlier ON own.source_order_id = earlier.order_id
WHERE
    own.year_to BETWEEN year(earlier.plan_start) AND year(earlier.plan_end)
    -- A comparison of two orders in ON would be taken for a way to join every order with every other.
    AND CASE WHEN earlier.plan_end < own.plan_end THEN true ELSE false END
QUALIFY row_number() OVER (PARTITION BY own.order_id, own.ordinal ORDER BY earlier.plan_end DESC, earlier.order_id) = 1

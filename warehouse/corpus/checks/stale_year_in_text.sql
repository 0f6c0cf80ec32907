-- severity: warning
-- title: В тексте остался год прежнего плана
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
    regexp_replace(own.quote, '(19|20)\d\d', (own.year_to + year(plan.plan_end) - year(earlier.plan_end))::VARCHAR),
    NULL
FROM copied_items
INNER JOIN text_years AS own ON copied_items.item_id = own.item_id
INNER JOIN text_years AS taken
    ON copied_items.source_item_id = taken.item_id AND own.quote = taken.quote AND own.year_to = taken.year_to
INNER JOIN orders AS plan ON own.order_id = plan.order_id
INNER JOIN orders AS earlier ON copied_items.source_order_id = earlier.order_id
WHERE
    (own.stale IS NULL OR (own.stale AND own.certainty = 'low'))
    AND own.year_from = own.year_to
    AND own.year_to BETWEEN year(earlier.plan_start) AND year(earlier.plan_end)
    AND own.year_to < year(plan.plan_end)
    AND earlier.plan_end < plan.plan_end
QUALIFY row_number() OVER (PARTITION BY own.order_id, own.ordinal ORDER BY earlier.plan_end DESC) = 1

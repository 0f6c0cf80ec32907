-- severity: info
-- title: Срок позже, чем в приказе субъекта
-- across: matched items
-- message: Срок «{quote}» позже, чем у того же мероприятия в приказе субъекта № {regional_number}: там «{regional_period}»
-- yields_to: period_out_of_plan, period_reversed, inconsistent_year_sequence
-- fires:
--   orders: [{order_id: r, region_code: "42", level: regional, number: "2875", academic_year: 2024-2025},
--   {order_id: m, region_code: "42", level: municipal, academic_year: 2024-2025}]
--   items: [{item_id: r1, order_id: r, period_raw: "до 1 декабря 2024 года"}, {item_id: m1, order_id: m, period_raw: "январь 2025 года"}]
--   periods: [{item_id: r1, order_id: r, effective_end: 2024-12-01}, {item_id: m1, order_id: m, effective_start: 2025-01-01, effective_end: 2025-01-31}]
--   matches: [{item_id: m1, other_item_id: r1, score: 1.0, relation: copy}]
-- passes:
--   orders: [{order_id: r, region_code: "42", level: regional, number: "2875", academic_year: 2024-2025},
--   {order_id: m, region_code: "42", level: municipal, academic_year: 2024-2025}]
--   items: [{item_id: r1, order_id: r, period_raw: "ноябрь – январь"}, {item_id: m1, order_id: m, period_raw: "январь 2025 года"}]
--   periods: [{item_id: r1, order_id: r, effective_start: 2024-11-01, effective_end: 2025-01-31},
--   {item_id: m1, order_id: m, effective_start: 2025-01-01, effective_end: 2025-01-31}]
--   matches: [{item_id: m1, other_item_id: r1, score: 1.0, relation: copy}]
-- passes:
--   orders: [{order_id: r, region_code: "42", level: regional, number: "2875", academic_year: 2023-2024},
--   {order_id: m, region_code: "42", level: municipal, academic_year: 2024-2025}]
--   items: [{item_id: r1, order_id: r, period_raw: "до 1 декабря 2023 года"}, {item_id: m1, order_id: m, period_raw: "январь 2025 года"}]
--   periods: [{item_id: r1, order_id: r, effective_end: 2023-12-01}, {item_id: m1, order_id: m, effective_start: 2025-01-01, effective_end: 2025-01-31}]
--   matches: [{item_id: m1, other_item_id: r1, score: 1.0, relation: copy}]
WITH alike AS (
    SELECT item_id, other_item_id, relation, score FROM matches WHERE sure OR relation = 'copy'
    UNION ALL
    SELECT other_item_id, item_id, relation, score FROM matches WHERE sure OR relation = 'copy'
),

-- First and last day of those activities whose every period has dates, with what their orders are.
spans AS (
    SELECT
        orders.order_id, level, region_code, academic_year, orders.number,
        item_id, min(coalesce(effective_start, effective_end)) AS first_day, max(effective_end) AS last_day
    FROM periods
    INNER JOIN orders ON periods.order_id = orders.order_id
    GROUP BY orders.order_id, level, region_code, academic_year, orders.number, item_id
    HAVING bool_and(effective_end IS NOT NULL)
),

-- Step by step, from the pairs on: else every activity of a municipality is compared with every one of its region.
own AS MATERIALIZED (
    SELECT spans.*, other_item_id, relation, score
    FROM alike
    INNER JOIN spans ON alike.item_id = spans.item_id
    WHERE level = 'municipal'
),

later AS MATERIALIZED (
    SELECT own.order_id, own.item_id, other_item_id, relation, regional.number AS regional_number
    FROM own
    INNER JOIN spans AS regional
        ON own.other_item_id = regional.item_id
        AND own.region_code = regional.region_code
        AND own.academic_year = regional.academic_year
    WHERE regional.level = 'regional' AND own.first_day > regional.last_day
    QUALIFY row_number() OVER (PARTITION BY own.item_id ORDER BY relation, score DESC, other_item_id) = 1
)

SELECT
    later.order_id,
    later.item_id,
    items.period_raw AS quote,
    regional_number,
    regional_items.period_raw AS regional_period,
    regional_items.period_raw AS suggestion,
    [other_item_id] AS related,
    -- Words that the municipality took over ask for the region's period; of the same activity it may be its own part.
    CASE relation WHEN 'copy' THEN 'warning' END AS severity
FROM later
INNER JOIN activity_rows AS items ON later.item_id = items.item_id
INNER JOIN activity_rows AS regional_items ON later.other_item_id = regional_items.item_id

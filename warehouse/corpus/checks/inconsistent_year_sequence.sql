-- severity: error
-- title: Год в перечне сроков идёт назад
-- message: В перечне сроков «{cell}» год идёт назад: «{quote}» стоит после «{before}»
-- yields_to: period_reversed
-- fires:
--   items: [{item_id: item1, period_raw: "ноябрь 2024 года, август 2024 года"}]
--   periods: [{ordinal: 1, raw: "ноябрь 2024 года", kind: month, start_date: 2024-11-01, end_date: 2024-11-30, year_basis: explicit},
--   {ordinal: 2, raw: "август 2024 года", kind: month, start_date: 2024-08-01, end_date: 2024-08-31, year_basis: explicit}]
-- passes:
--   items: [{item_id: item1, period_raw: "ноябрь 2024 года, август 2025 года"}]
--   periods: [{ordinal: 1, raw: "ноябрь 2024 года", kind: month, start_date: 2024-11-01, end_date: 2024-11-30, year_basis: explicit},
--   {ordinal: 2, raw: "август 2025 года", kind: month, start_date: 2025-08-01, end_date: 2025-08-31, year_basis: explicit}]
-- passes:
--   orders: [{plan_end: 2025-08-31}]
--   items: [{item_id: item1, period_raw: "февраль 2025 года, январь 2025 года"}]
--   periods: [{ordinal: 1, raw: "февраль 2025 года", kind: month, start_date: 2025-02-01, end_date: 2025-02-28, year_basis: explicit},
--   {ordinal: 2, raw: "январь 2025 года", kind: month, start_date: 2025-01-01, end_date: 2025-01-31, year_basis: explicit}]
WITH listed AS (
    SELECT
        periods.*,
        items.period_raw AS cell,
        orders.plan_end,
        lag(periods.raw) OVER cell AS before,
        lag(periods.label) OVER cell AS before_label,
        lag(start_date) OVER cell AS before_start
    FROM periods
    INNER JOIN items ON periods.item_id = items.item_id
    INNER JOIN orders ON periods.order_id = orders.order_id
    WHERE start_date IS NOT NULL AND kind IN ('month', 'date') AND part_ordinal IS NULL
    WINDOW cell AS (PARTITION BY periods.item_id ORDER BY periods.ordinal)
)

SELECT
    order_id, item_id, raw AS quote, before, cell,
    coalesce(
        period_text(suggested_start, suggested_end),
        period_text((start_date + INTERVAL 1 YEAR)::DATE, (end_date + INTERVAL 1 YEAR)::DATE)
    ) AS suggestion
FROM listed
WHERE
    start_date < before_start
    AND start_date + INTERVAL 1 YEAR > before_start
    AND label IS NOT DISTINCT FROM before_label
    AND year_basis = 'explicit'
    -- A year later it has to lie in the plan: «февраль 2025, январь 2025» may be two columns of one row.
    AND coalesce(start_date + INTERVAL 1 YEAR <= plan_end + INTERVAL 3 MONTH, true)

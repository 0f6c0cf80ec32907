-- severity: error
-- title: Год в перечне сроков идёт назад
-- message: В перечне сроков «{cell}» год идёт назад: «{quote}» стоит после «{before}»
-- yields_to: period_out_of_plan, period_reversed
-- fires:
--   items: [{item_id: item1, period_raw: "ноябрь 2024 года, август 2024 года"}]
--   periods: [{ordinal: 1, raw: "ноябрь 2024 года", start_date: 2024-11-01, end_date: 2024-11-30, year_basis: explicit},
--   {ordinal: 2, raw: "август 2024 года", start_date: 2024-08-01, end_date: 2024-08-31, year_basis: explicit}]
-- passes:
--   items: [{item_id: item1, period_raw: "ноябрь 2024 года, август 2025 года"}]
--   periods: [{ordinal: 1, raw: "ноябрь 2024 года", start_date: 2024-11-01, end_date: 2024-11-30, year_basis: explicit},
--   {ordinal: 2, raw: "август 2025 года", start_date: 2025-08-01, end_date: 2025-08-31, year_basis: explicit}]
WITH listed AS (
    SELECT
        periods.order_id, periods.item_id, periods.raw, periods.start_date, periods.end_date, items.period_raw AS cell,
        coalesce(suggested_start, start_date) AS intended,
        lag(periods.raw) OVER cell AS before,
        lag(coalesce(suggested_start, start_date)) OVER cell AS before_intended
    FROM periods
    INNER JOIN items ON periods.item_id = items.item_id
    WHERE start_date IS NOT NULL AND year_basis = 'explicit' AND part_ordinal IS NULL
    WINDOW cell AS (PARTITION BY periods.item_id ORDER BY periods.ordinal)
)

SELECT
    order_id, item_id, raw AS quote, before, cell,
    period_text((start_date + INTERVAL 1 YEAR)::DATE, (end_date + INTERVAL 1 YEAR)::DATE) AS suggestion
FROM listed
WHERE before_intended > intended AND month(before_intended) > month(intended) AND year(before_intended) = year(intended)

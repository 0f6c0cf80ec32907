-- severity: error
-- title: Начало срока позже конца
-- message: Срок «{quote}» кончается раньше, чем начинается
-- fires:
--   periods: [{raw: "ноябрь 2023 года – май 2023 года", flags: [reversed],
--   start_date: 2023-11-01, end_date: 2023-05-31}]
-- fires:
--   orders: [{plan_start: 2025-09-01}]
--   periods: [{raw: "июнь – май 2026 года", kind: range, flags: [year_rollover], year_basis: carried,
--   start_date: 2025-06-01, end_date: 2026-05-31}]
-- passes:
--   orders: [{plan_start: 2025-09-01}]
--   periods: [{raw: "сентябрь – май 2026 года", kind: range, flags: [year_rollover], year_basis: carried,
--   start_date: 2025-09-01, end_date: 2026-05-31}]
-- passes: {periods: [{raw: "ноябрь 2023 года – май 2024 года", start_date: 2023-11-01, end_date: 2024-05-31}]}
SELECT
    order_id,
    item_id,
    raw AS quote,
    period_text(suggested_start, suggested_end) AS suggestion
FROM periods
WHERE list_contains(flags, 'reversed') OR start_date > end_date

UNION ALL

-- «июнь – май 2026 года» in a plan of 2025-2026: read over New Year it would begin long before the plan.
SELECT
    order_id,
    item_id,
    raw,
    period_text(
        make_date(year(end_date), month(end_date), 1), last_day(make_date(year(end_date), month(start_date), 1))
    )
FROM periods
INNER JOIN orders USING (order_id)
WHERE
    list_contains(flags, 'year_rollover')
    AND kind = 'range'
    AND year_basis <> 'plan'
    AND year(end_date) = year(start_date) + 1
    AND day(start_date) = 1
    AND last_day(end_date) = end_date
    AND start_date < plan_start - INTERVAL 2 MONTH
    AND end_date > plan_start

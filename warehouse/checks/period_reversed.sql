-- severity: error
-- title: Начало срока позже конца
-- message: Срок «{quote}» кончается раньше, чем начинается
-- fires:
--   periods: [{raw: "ноябрь 2023 года – май 2023 года", flags: [reversed],
--   start_date: 2023-11-01, end_date: 2023-05-31}]
-- passes: {periods: [{raw: "ноябрь 2023 года – май 2024 года", start_date: 2023-11-01, end_date: 2024-05-31}]}
SELECT
    order_id,
    item_id,
    raw AS quote,
    period_text(suggested_start, suggested_end) AS suggestion
FROM periods
WHERE list_contains(flags, 'reversed') OR start_date > end_date

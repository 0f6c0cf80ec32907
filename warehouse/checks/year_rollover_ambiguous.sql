-- severity: warning
-- title: Срок переходит через Новый год, а год назван один раз
-- message: Срок «{quote}» переходит через Новый год, а годы названы не оба; прочитан как «{reading}»
-- suggestion: the reading that lies within the plan
-- yields_to: period_reversed, period_out_of_plan
-- fires:
--   periods: [{raw: "ноябрь - февраль 2024 года", flags: [year_rollover], year_basis: carried,
--   start_date: 2024-11-01, end_date: 2025-02-28}]
-- passes: {periods: [{raw: "ноябрь 2024 года – февраль 2025 года", flags: [], year_basis: explicit}]}
SELECT
    order_id,
    item_id,
    raw AS quote,
    period_text(effective_start, effective_end) AS reading,
    reading AS suggestion,
    CASE year_basis WHEN 'plan' THEN 'info' END AS severity
FROM periods
WHERE list_contains(flags, 'year_rollover')

-- severity: warning
-- title: Год срока назван не прямо
-- message: {statement}; прочитан как «{reading}»
-- yields_to: period_reversed, period_out_of_plan
-- fires:
--   periods: [{raw: "ноябрь - февраль 2024 года", kind: range, flags: [year_rollover], year_basis: carried,
--   start_date: 2024-11-01, end_date: 2025-02-28, effective_start: 2024-11-01, effective_end: 2025-02-28}]
-- fires:
--   items: [{item_id: item1, period_raw: "сентябрь – декабрь, февраль - апрель 2025 года"}]
--   periods: [{raw: "сентябрь – декабрь", kind: range, year_basis: carried, start_date: 2024-09-01,
--   end_date: 2024-12-31, effective_start: 2024-09-01, effective_end: 2024-12-31}]
-- passes:
--   items: [{item_id: item1, period_raw: "ноябрь 2024 года – февраль 2025 года, март"}]
--   periods: [
--   {raw: "ноябрь 2024 года – февраль 2025 года", year_basis: explicit, start_date: 2024-11-01, end_date: 2025-02-28},
--   {raw: "март", year_basis: carried, start_date: 2025-03-01, end_date: 2025-03-31}]
-- passes: {periods: [{raw: "август", year_basis: plan, kind: month, start_date: 2024-08-01, end_date: 2024-08-31}]}
WITH dated AS (
    SELECT
        periods.*, items.period_raw, plan_start, plan_end,
        coalesce(effective_start, effective_end) AS first_day,
        coalesce(effective_end, effective_start) AS last_day
    FROM periods
    INNER JOIN items ON periods.item_id = items.item_id
    INNER JOIN orders ON periods.order_id = orders.order_id
    WHERE coalesce(periods.start_date, periods.end_date) IS NOT NULL
),

-- An order that prints nearly every year: a missing one is a slip there, elsewhere it is the custom.
printing AS (
    SELECT order_id
    FROM dated
    GROUP BY order_id
    HAVING count(*) >= 10 AND avg((year_basis <> 'plan')::INTEGER) >= 0.9
),

-- readings: in how many years the period would lie in the plan; in one there is little doubt which is meant.
doubted AS (
    SELECT
        *,
        len(list_filter(
            [-1, 0, 1],
            lambda years: first_day + to_years(years) >= plan_start AND last_day + to_years(years) <= plan_end
        )) AS readings
    FROM dated
),

unclear AS (
    SELECT
        *,
        'Срок «' || raw || '» переходит через Новый год, а годы названы не оба' AS statement,
        CASE year_basis WHEN 'plan' THEN 'info' END AS severity
    FROM doubted
    WHERE list_contains(flags, 'year_rollover')

    UNION ALL

    SELECT
        *,
        'Год срока «' || raw || '» не тот, что напечатан в этой же ячейке' AS statement,
        CASE readings WHEN 1 THEN 'info' END AS severity
    FROM doubted
    WHERE
        year_basis = 'carried'
        AND NOT list_contains(coalesce(flags, []), 'year_rollover')
        AND regexp_matches(period_raw, '(19|20)\d\d')
        AND NOT contains(period_raw, year(coalesce(start_date, end_date))::VARCHAR)

    UNION ALL

    SELECT
        *,
        'В сроке «' || raw || '» не назван год, а в других сроках приказа назван' AS statement,
        CASE readings WHEN 1 THEN 'info' END AS severity
    FROM doubted
    SEMI JOIN printing USING (order_id)
    WHERE
        year_basis = 'plan'
        AND kind <> 'academic_year'
        AND NOT list_contains(coalesce(flags, []), 'year_rollover')
)

SELECT
    order_id,
    item_id,
    raw AS quote,
    statement,
    severity,
    period_text(effective_start, effective_end) AS reading,
    reading AS suggestion
FROM unclear

-- severity: error
-- title: Срок вне планового периода
-- message: Срок «{quote}» лежит вне плана{plan}
-- yields_to: period_reversed, inconsistent_year_sequence
-- fires: {orders: [{academic_year: 2024-2025}], periods: [{raw: "ноябрь 2023 года", flags: [out_of_plan]}]}
-- passes: {orders: [{academic_year: 2024-2025}], periods: [{raw: "ноябрь 2024 года", flags: []}]}
-- fires:
--   orders: [{academic_year: 2024-2025, plan_start: 2024-09-01}]
--   periods: [
--   {ordinal: 1, raw: "февраль 2024 года", flags: [out_of_plan], suggested_start: 2025-02-01, suggested_end: 2025-02-28},
--   {ordinal: 2, raw: "август 2024 года", start_date: 2024-08-01, end_date: 2024-08-31, flags: []}]
-- passes:
--   orders: [{academic_year: 2024-2025, plan_start: 2024-09-01}]
--   periods: [{ordinal: 1, raw: "август 2024 года", start_date: 2024-08-01, end_date: 2024-08-31, flags: []}]
WITH listed AS (
    SELECT
        periods.*,
        orders.academic_year,
        orders.plan_start,
        lag(suggested_start) OVER (PARTITION BY periods.item_id ORDER BY ordinal) AS before_suggested
    FROM periods
    INNER JOIN orders USING (order_id)
)

SELECT
    order_id,
    item_id,
    raw AS quote,
    coalesce(
        period_text(suggested_start, suggested_end),
        period_text((start_date + INTERVAL 1 YEAR)::DATE, (end_date + INTERVAL 1 YEAR)::DATE)
    ) AS suggestion,
    coalesce(' на ' || academic_year || ' учебный год', '') AS plan
FROM listed
WHERE
    list_contains(flags, 'out_of_plan')
    -- The month before the plan is allowed, but not after a period that was moved into the next year.
    OR (end_date < plan_start AND start_date < before_suggested)

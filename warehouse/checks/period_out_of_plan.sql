-- severity: error
-- title: Срок вне планового периода
-- message: Срок «{quote}» лежит вне плана{plan}
-- yields_to: period_reversed, inconsistent_year_sequence
-- fires: {orders: [{academic_year: 2024-2025}], periods: [{raw: "ноябрь 2023 года", flags: [out_of_plan]}]}
-- passes: {orders: [{academic_year: 2024-2025}], periods: [{raw: "ноябрь 2024 года", flags: []}]}
SELECT
    periods.order_id,
    periods.item_id,
    periods.raw AS quote,
    period_text(periods.suggested_start, periods.suggested_end) AS suggestion,
    coalesce(' на ' || orders.academic_year || ' учебный год', '') AS plan
FROM periods
INNER JOIN orders USING (order_id)
WHERE list_contains(periods.flags, 'out_of_plan')

-- severity: error
-- title: Срок вне планового периода
-- message: Срок «{quote}» лежит вне плана на {plan}
-- yields_to: period_reversed
-- fires: {orders: [{academic_year: 2024-2025}], periods: [{raw: "ноябрь 2023 года", flags: [out_of_plan]}]}
-- passes: {orders: [{academic_year: 2024-2025}], periods: [{raw: "ноябрь 2024 года", flags: []}]}
select
    periods.order_id,
    periods.item_id,
    periods.raw as quote,
    period_text(periods.suggested_start, periods.suggested_end) as suggestion,
    coalesce(orders.academic_year || ' учебный год', period_text(orders.plan_start, orders.plan_end)) as plan
from periods
inner join orders using (order_id)
where list_contains(periods.flags, 'out_of_plan');

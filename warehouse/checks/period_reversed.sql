-- severity: error
-- title: Начало срока позже конца
-- message: Срок «{quote}» кончается раньше, чем начинается
-- fires: {periods: [{raw: "ноябрь 2023 года – май 2023 года", flags: [reversed], start_date: 2023-11-01, end_date: 2023-05-31}]}
-- passes: {periods: [{raw: "ноябрь 2023 года – май 2024 года", start_date: 2023-11-01, end_date: 2024-05-31}]}
select
    order_id,
    item_id,
    raw as quote,
    period_text(suggested_start, suggested_end) as suggestion
from periods
where list_contains(flags, 'reversed') or start_date > end_date;

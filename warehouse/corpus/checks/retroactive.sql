-- severity: info
-- title: Срок истёк до подписания приказа
-- message: Срок «{quote}» истёк до подписания приказа {signed_on}
-- yields_to: period_out_of_plan, period_reversed
-- fires: {orders: [{signed_on: 2023-10-02}], periods: [{raw: "Сентябрь 2023 г.", effective_end: 2023-09-30}]}
-- passes: {orders: [{signed_on: 2023-10-02}], periods: [{raw: "октябрь 2023 г.", effective_end: 2023-10-31}]}
SELECT periods.order_id, periods.item_id, periods.raw AS quote, orders.signed_on
FROM periods
INNER JOIN orders USING (order_id)
WHERE periods.effective_end < orders.signed_on

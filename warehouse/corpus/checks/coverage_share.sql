-- severity: warning
-- title: Часть текста не разобрана
-- message: Без места или не в своей графе осталось {percent} % текста файла (таблица leftovers)
-- fires: {orders: [{coverage: 0.97}]}
-- passes: {orders: [{coverage: 0.9995}]}
SELECT
    order_id,
    NULL AS item_id,
    source_name AS quote,
    replace(round(100 * (1 - coverage), 1)::VARCHAR, '.', ',') AS percent
FROM orders
WHERE coverage < 0.99

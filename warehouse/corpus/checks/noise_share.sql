-- severity: warning
-- title: Много текста отнесено к шуму
-- message: К шуму отнесено {percent} % текста файла; проверьте, не пропала ли часть таблицы: {kinds}
-- fires: {orders: [{noise: 0.035}], noise: [{kind: dashes, count: 12, chars: 900}]}
-- passes: {orders: [{noise: 0.004}], noise: [{kind: page_number, count: 12, chars: 24}]}
-- passes: {orders: [{noise: 0.035}], noise: [{kind: markup, count: 12, chars: 900}]}
WITH named AS (
    SELECT
        order_id,
        string_agg(kind || ' – ' || chars || ' зн.', ', ' ORDER BY chars DESC) AS kinds,
        -- Знаки разметки (Markdown, теги, цитаты писем) и пометы «Срок:», «Отв.:» ничего не прячут.
        coalesce(sum(chars) FILTER (WHERE kind NOT IN ('markup', 'caption')), 0) / sum(chars) AS counted
    FROM noise
    GROUP BY order_id
)

SELECT
    orders.order_id,
    NULL AS item_id,
    orders.source_name AS quote,
    replace(round(100 * orders.noise * coalesce(named.counted, 1), 1)::VARCHAR, '.', ',') AS percent,
    coalesce(named.kinds, 'виды не названы') AS kinds
FROM orders
LEFT JOIN named USING (order_id)
WHERE orders.noise * coalesce(named.counted, 1) > 0.01

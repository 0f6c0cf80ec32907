-- severity: warning
-- title: Реквизиты приказа противоречат друг другу
-- across: orders named in its notes
-- message: {statement}
-- fires: {order_notes: [{kind: head_conflict, quote: "от 10.11.2023 № 2117-904; № 341/1987"}]}
-- fires: {orders: [{order_id: a}, {order_id: a_2}], order_notes: [{order_id: a_2, kind: id_conflict, quote: "337", detail: a}]}
-- fires: {orders: [{order_id: a}, {order_id: a_2}], order_notes: [{order_id: a_2, kind: like_order, quote: "", detail: a}]}
-- passes: {orders: [{number: "337"}]}
SELECT
    order_notes.order_id,
    NULL AS item_id,
    order_notes.quote,
    CASE order_notes.kind
        WHEN 'id_conflict'
            THEN 'Приказ с этим номером и годом уже загружен как ' || order_notes.detail
                || ', но это другой приказ: в нём не те мероприятия, учебный год или орган'
        WHEN 'like_order'
            THEN 'Номера и даты нет, а мероприятия почти те же, что у приказа ' || order_notes.detail
                || ': загружены оба, проверьте, не версии ли это одного приказа'
        ELSE 'Реквизиты приказа противоречат друг другу: ' || order_notes.quote
    END AS statement,
    CASE order_notes.kind WHEN 'id_conflict' THEN 'error' END AS severity
FROM order_notes
LEFT JOIN orders AS taken ON order_notes.detail = taken.order_id
WHERE order_notes.kind = 'head_conflict'
    OR (order_notes.kind IN ('id_conflict', 'like_order') AND taken.order_id IS NOT NULL)

-- severity: warning
-- title: Мероприятие повторяется
-- message: Мероприятие «{quote}» повторяет{place}: {reason}{periods}
-- fires:
--   items: [{item_id: a, number: "1.5", period_raw: "май 2025 года"}, {item_id: b, number: "2.7", period_raw: "май 2025 года"}]
--   text_copies: [{item_id: b, other_item_id: a, reason: "текст тот же", certainty: high}]
-- fires:
--   items: [{item_id: a, activity: "Отчёт", period_raw: "май 2025 года"}, {item_id: b, period_raw: "июнь 2025 года"}]
--   text_copies: [{item_id: b, other_item_id: a, reason: "текст тот же", certainty: high}]
-- passes: {items: [{item_id: a, activity: "Отчёт"}, {item_id: b, activity: "Отчёт"}], text_copies: []}
SELECT
    text_copies.order_id,
    text_copies.item_id,
    item.activity[:120] AS quote,
    coalesce(' пункт ' || rtrim(other.number, '. '), ' «' || other.activity[:80] || '»') AS place,
    text_copies.reason,
    CASE
        WHEN item.period_raw <> other.period_raw
            THEN ', а сроки расходятся: «' || item.period_raw || '» и «' || other.period_raw || '»'
        ELSE ''
    END AS periods,
    'оставить один пункт или назвать, чем они различаются' AS suggestion,
    CASE text_copies.certainty WHEN 'low' THEN 'info' END AS severity,
    [other_item_id] AS related
FROM text_copies
INNER JOIN items AS item ON text_copies.item_id = item.item_id
INNER JOIN items AS other ON text_copies.other_item_id = other.item_id

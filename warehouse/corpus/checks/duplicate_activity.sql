-- severity: warning
-- title: Мероприятие повторяется
-- message: Мероприятие «{quote}» повторяет{place}: {reason}{periods}
-- fires:
--   items: [{item_id: a, number: "1.5", period_raw: "май 2025 года"}, {item_id: b, number: "2.7", period_raw: "май 2025 года"}]
--   text_copies: [{item_id: b, other_item_id: a, reason: "текст тот же", certainty: high}]
-- fires:
--   items: [{item_id: a, activity: "Отчёт", period_raw: "май 2025 года"}, {item_id: b, period_raw: "июнь 2025 года"}]
--   text_copies: [{item_id: b, other_item_id: a, reason: "текст тот же", certainty: high}]
-- fires:
--   items: [{item_id: a, activity: "Отчёт", period_raw: "май 2025 года"}, {item_id: b, activity: "отчёт.", period_raw: "июнь 2025 года"}]
--   periods: [{item_id: a, effective_start: 2025-05-01, effective_end: 2025-05-31}, {item_id: b, effective_end: 2025-06-30}]
--   text_copies: [{item_id: b, other_item_id: a, reason: "текст тот же", certainty: high}]
-- passes: {items: [{item_id: a, activity: "Отчёт"}, {item_id: b, activity: "Отчёт"}], text_copies: []}
WITH spans AS (
    SELECT
        item_id,
        min(coalesce(effective_start, effective_end)) AS first_day,
        max(coalesce(effective_end, effective_start)) AS last_day
    FROM periods
    WHERE item_id IN (SELECT item_id FROM text_copies UNION SELECT other_item_id FROM text_copies)
    GROUP BY item_id
)

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
    CASE
        WHEN text_copies.certainty = 'low' THEN 'info'
        -- The same words, and no day on which both are done: one of the periods is wrong.
        WHEN
            regexp_replace(lower(item.activity), '[^а-яёa-z0-9]+', ' ', 'g').trim()
            = regexp_replace(lower(other.activity), '[^а-яёa-z0-9]+', ' ', 'g').trim()
            AND (span.first_day > other_span.last_day OR other_span.first_day > span.last_day)
            THEN 'error'
    END AS severity,
    [other_item_id] AS related
FROM text_copies
INNER JOIN items AS item ON text_copies.item_id = item.item_id
INNER JOIN items AS other ON text_copies.other_item_id = other.item_id
LEFT JOIN spans AS span ON text_copies.item_id = span.item_id
LEFT JOIN spans AS other_span ON text_copies.other_item_id = other_span.item_id

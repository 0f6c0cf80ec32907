-- severity: info
-- title: Скан прочитан неуверенно
-- message: {what} «{quote}» прочитан со скана неуверенно ({percent} %): сверьте с изображением
-- fires: {items: [{item_id: item1, period_raw: "май 2022 года", period_confidence: 0.55}]}
-- fires: {items: [{item_id: item1, number: "1.5.", number_confidence: 0.2}]}
-- fires: {items: [{item_id: item1, activity: "Обучение", confidence: 0.6}]}
-- passes: {items: [{item_id: item1, period_raw: "май 2022 года", number: "1", confidence: 0.95, number_confidence: 0.9, period_confidence: 0.93}]}
-- passes: {items: [{item_id: item1, period_raw: "май 2022 года", number: "1"}]}
WITH doubtful AS (
    SELECT order_id, item_id, 'Срок' AS what, period_raw AS quote, period_confidence AS sure
    FROM items
    WHERE period_confidence < 0.8 AND NOT coalesce(period_inherited, false)

    UNION ALL

    SELECT order_id, item_id, 'Номер', number, number_confidence
    FROM items
    WHERE number_confidence < 0.6 AND number IS NOT NULL

    UNION ALL

    SELECT order_id, item_id, 'Текст', activity[:120], confidence
    FROM items
    WHERE confidence < 0.75
)

SELECT
    order_id,
    item_id,
    what,
    quote,
    round(100 * sure)::INTEGER AS percent,
    -- A wrong date is worse than a wrong letter.
    CASE
        WHEN what = 'Срок' AND EXISTS (
            FROM periods WHERE periods.item_id = doubtful.item_id AND coalesce(start_date, end_date) IS NOT NULL
        ) THEN 'warning'
    END AS severity
FROM doubtful
WHERE trim(quote) <> ''

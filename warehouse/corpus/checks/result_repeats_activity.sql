-- severity: warning
-- title: Результат повторяет мероприятие
-- message: В графе результата стоит то же, что в графе мероприятия: «{quote}»
-- fires:
--   items: [{item_id: a, activity: "Обучение экспертов предметных комиссий", result: "обучение экспертов предметных комиссий."},
--   {item_id: b, activity: "Сбор сведений об участниках", result: "База данных"}, {item_id: c, activity: "Анализ", result: "Справка"},
--   {item_id: d, activity: "Подбор мест проведения", result: "Перечень"}, {item_id: e, activity: "Выбор дат", result: "График"}]
-- passes:
--   items: [{item_id: a, activity: "Обучение экспертов предметных комиссий", result: "Обученные эксперты"},
--   {item_id: b, activity: "Подписание соглашения", result: "Подписание соглашения"}, {item_id: c, activity: "Анализ", result: "Анализ"},
--   {item_id: d, activity: "Обучение экспертов предметных комиссий", result: "Обучение экспертов предметных комиссий", result_inherited: true}]
WITH texts AS (
    SELECT
        order_id, item_id, activity,
        trim(regexp_replace(lower(activity), '[^а-яёa-z0-9]+', ' ', 'g')) AS done,
        trim(regexp_replace(lower(result), '[^а-яёa-z0-9]+', ' ', 'g')) AS gained
    FROM items
    WHERE
        result IS NOT NULL
        AND NOT coalesce(result_inherited, false)
        AND NOT coalesce(activity_inherited, false)
        AND NOT coalesce(is_group, false)
),

-- Three words may name what is done and what comes of it; an order that repeats itself in most rows does so on purpose.
habits AS (
    SELECT order_id, avg((done = gained)::INTEGER) AS share FROM texts GROUP BY order_id
)

SELECT
    order_id, item_id, activity[:120] AS quote, 'назвать, что будет получено' AS suggestion,
    CASE WHEN share > 0.3 THEN 'info' END AS severity
FROM texts
INNER JOIN habits USING (order_id)
WHERE done = gained AND len(string_split(done, ' ')) > 3

-- severity: warning
-- title: Название не совпадает с остальным приказом
-- message: {statement}
-- fires:
--   text_conflicts: [{item_id: null, kind: name, quote: "план мероприятий организации и проведения ГИА",
--   expected: "план мероприятий подготовки и проведения ГИА"}]
-- fires:
--   text_conflicts: [{item_id: null, kind: missing_word, quote: "общего и среднего образования", expected: "общего и среднего общего образования"}]
-- fires: {text_conflicts: [{item_id: null, kind: annex, quote: "(Приложение 1)"}]}
-- passes: {text_conflicts: [{item_id: null, kind: repeated_heading, quote: "Анализ ГИА"}]}
SELECT
    order_id,
    item_id,
    quote,
    CASE kind
        WHEN 'name' THEN 'План назван «' || quote || '», а в остальном приказе «' || expected || '»'
        WHEN 'missing_word' THEN 'В заголовке пропущено слово: «' || quote || '», обычно в приказе «' || expected || '»'
        ELSE 'Приказ называет приложение «' || quote || '», а пометы «Приложение» или «Утверждён» над планом нет'
    END AS statement,
    coalesce(expected, 'добавить помету приложения с датой и номером приказа') AS suggestion,
    CASE certainty WHEN 'low' THEN 'info' END AS severity
FROM text_conflicts
WHERE kind IN ('name', 'missing_word', 'annex')

-- severity: info
-- title: Словарь не знает, что делают
-- message: Что делают в {unknown} мероприятиях из {activities}, словарь не знает: их сравнивают только по словам. Слова — dorkarta vocabulary
-- fires:
--   orders: [{order_id: a}]
--   items: [{item_id: a1, order_id: a, match_key: "бурунчание стенд", facets: ["объект: стенд"]}, {item_id: a2, order_id: a, match_key: "мурчание кот", facets: []}]
-- passes:
--   orders: [{order_id: a}]
--   items: [{item_id: a1, order_id: a, match_key: "анализ результат", facets: ["дело: анализ"]}, {item_id: a2, order_id: a, match_key: "анализ гиа", facets: ["дело: анализ"]}]
-- passes:
--   orders: [{order_id: a}]
--   items: [{item_id: a1, order_id: a, match_key: "анализ результат", facets: ["дело: анализ"]}, {item_id: a2, order_id: a, match_key: "стенд", facets: []}]
SELECT
    order_id,
    NULL AS item_id,
    round(100 * unknown_share) || ' %' AS quote,
    unknown,
    activities
FROM order_vocabulary
WHERE unknown >= 2 AND unknown_share >= 0.1

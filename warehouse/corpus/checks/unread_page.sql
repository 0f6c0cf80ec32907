-- severity: error
-- title: Страница не прочитана
-- message: Не прочитано страниц: {count} ({pages}); мероприятия с них в план не вошли. Причина: {why}
-- fires: {leftovers: [{page: 2, text: "[страница 2]", why: "Страница 2 файла PDF повреждена: её не удалось прочитать"}]}
-- passes: {leftovers: [{page: 2, text: "12", why: "рисунок"}]}
SELECT
    order_id,
    NULL AS item_id,
    min(page) AS page,
    string_agg(page::VARCHAR, ', ' ORDER BY page) AS pages,
    count(*)::VARCHAR AS count,
    any_value(why) AS why,
    any_value(text) AS quote
FROM leftovers
WHERE text LIKE '[страница %]'
GROUP BY order_id

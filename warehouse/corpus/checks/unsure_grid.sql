-- severity: warning
-- title: Сетка таблицы на странице ненадёжна
-- message: На странице {pages} сетку таблицы можно провести и иначе; сверьте строки и графы с файлом
-- fires: {leftovers: [{page: 2, text: "№ п/п", why: "Сетка таблицы ненадёжна: её можно провести и иначе, текст подходит почти так же"}]}
-- passes: {leftovers: [{page: 2, text: "12", why: "рисунок"}]}
SELECT
    order_id,
    NULL AS item_id,
    min(page) AS page,
    string_agg(page::VARCHAR, ', ' ORDER BY page) AS pages,
    any_value(text) AS quote
FROM leftovers
WHERE why LIKE 'Сетка таблицы ненадёжна%'
GROUP BY order_id

-- severity: warning
-- title: В файле есть скрытый текст
-- message: В файле скрыто {count} фрагм. текста ({kinds}); в план они не вошли. Если они нужны, покажите их и загрузите файл снова
-- fires: {orders: [{}], leftovers: [{text: "Проведение совещания", why: "скрытая строка"}]}
-- fires: {orders: [{}], leftovers: [{text: "2021", why: "текст есть в файле, но на странице его не видно (невидимый, под заливкой, в выключенном слое)"}]}
-- passes: {orders: [{}], leftovers: [{text: "Проведение совещания", why: "текст скрыт объединением ячеек"}]}
SELECT
    order_id,
    NULL AS item_id,
    string_agg(text, '; ' ORDER BY ordinal) AS quote,
    count(*)::VARCHAR AS count,
    string_agg(DISTINCT why, ', ' ORDER BY why) AS kinds
FROM leftovers
WHERE why IN ('скрытая строка', 'скрытый столбец', 'скрытый лист', 'скрытый текст')
    OR why LIKE 'текст есть в файле, но на странице его не видно%'
GROUP BY order_id

-- severity: warning
-- title: В файле есть скрытые строки
-- message: В файле скрыто {count} фрагм. текста ({kinds}); в план они не вошли. Если они нужны, покажите их и загрузите файл снова
-- fires: {orders: [{}], leftovers: [{text: "Проведение совещания", why: "скрытая строка"}]}
-- passes: {orders: [{}], leftovers: [{text: "Проведение совещания", why: "текст скрыт объединением ячеек"}]}
SELECT
    order_id,
    NULL AS item_id,
    string_agg(text, '; ' ORDER BY ordinal) AS quote,
    count(*)::VARCHAR AS count,
    string_agg(DISTINCT why, ', ' ORDER BY why) AS kinds
FROM leftovers
WHERE why IN ('скрытая строка', 'скрытый столбец', 'скрытый лист', 'скрытый текст')
GROUP BY order_id

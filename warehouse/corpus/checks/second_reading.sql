-- severity: info
-- title: Графы таблицы найдены вторым чтением
-- message: На странице {pages} таблица без линеек: {why}; сверьте строки с файлом («dorkarta doctor ФАЙЛ» покажет оба чтения)
-- fires: {leftovers: [{page: 2, text: "№ п/п", why: "Графы таблицы без линеек найдены вторым чтением (pdfplumber)"}]}
-- fires: {leftovers: [{page: 1, text: "№ п/п", why: "Графы таблицы без линеек ненадёжны, второе чтение (pdfplumber) не удалось"}]}
-- fires: {leftovers: [{page: 3, text: "Мероприятие", why: "Графы таблицы без линеек найдены по просветам между словами"}]}
-- passes: {leftovers: [{page: 2, text: "12", why: "рисунок"}]}
SELECT
    order_id,
    NULL AS item_id,
    min(page) AS page,
    string_agg(page::VARCHAR, ', ' ORDER BY page) AS pages,
    any_value(CASE
        WHEN why LIKE '%не удалось' THEN 'графы ненадёжны, второе чтение (pdfplumber) не удалось'
        WHEN why LIKE '%по просветам%' THEN 'графы найдены по просветам между словами'
        ELSE 'графы найдены вторым чтением (pdfplumber)'
    END) AS why,
    any_value(why) AS quote
FROM leftovers
WHERE why LIKE 'Графы таблицы без линеек %'
GROUP BY order_id, leftovers.why

-- Мероприятия, о которых словарь дел (operations.yml) не говорит, что в них делают: их слово, если оно называет действие,
-- иначе первое слово.
CREATE VIEW unknown_operations AS
SELECT
    order_id,
    item_id,
    coalesce(
        replace(list_filter(facets, lambda facet: starts_with(facet, 'дело по слову: '))[1], 'дело по слову: ', ''),
        split_part(match_key, ' ', 1)
    ) AS word,
    len(list_filter(facets, lambda facet: starts_with(facet, 'дело по слову: '))) > 0 AS action
FROM activity_rows
WHERE
    match_key <> ''
    AND len(list_filter(coalesce(facets, []), lambda facet: starts_with(facet, 'дело: '))) = 0;

-- Сколько мероприятий приказа, о которых словарь не говорит, что в них делают: их сравнивают только по словам.
CREATE VIEW order_vocabulary AS
SELECT
    order_id,
    count(*) AS activities,
    count(unknown_operations.item_id) AS unknown,
    round(count(unknown_operations.item_id) / count(*), 3) AS unknown_share
FROM activity_rows
LEFT JOIN unknown_operations USING (order_id, item_id)
GROUP BY order_id;

COMMENT ON COLUMN order_vocabulary.order_id IS 'приказ';
COMMENT ON COLUMN order_vocabulary.activities IS 'мероприятий';
COMMENT ON COLUMN order_vocabulary.unknown IS 'из них тех, о которых словарь дел не говорит, что в них делают';
COMMENT ON COLUMN order_vocabulary.unknown_share IS 'их доля, 0..1';
COMMENT ON COLUMN unknown_operations.order_id IS 'приказ';
COMMENT ON COLUMN unknown_operations.item_id IS 'мероприятие';
COMMENT ON COLUMN unknown_operations.word IS 'слово, которого недостаёт словарю';
COMMENT ON COLUMN unknown_operations.action IS 'слово называет действие, а не предмет';

-- Сопоставленные мероприятия разных приказов (matches), каждая пара с обеих сторон.
CREATE VIEW alike_items AS
SELECT item_id, other_item_id, relation, score FROM matches
UNION ALL
SELECT other_item_id, item_id, relation, score FROM matches;

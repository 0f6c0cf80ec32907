-- Мероприятия разных приказов, сопоставленные надёжно (matches, sure), каждая пара с обеих сторон: на них опираются
-- сравнения.
CREATE VIEW alike_items AS
SELECT item_id, other_item_id, relation, score FROM matches WHERE sure AND relation <> 'part_of'
UNION ALL
SELECT other_item_id, item_id, relation, score FROM matches WHERE sure AND relation <> 'part_of';

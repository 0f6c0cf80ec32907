-- Мероприятия разных приказов, сопоставленные надёжно (matches, sure) или списанные, каждая пара с обеих сторон: на них
-- опираются сравнения.
CREATE VIEW alike_items AS
WITH told AS (
    SELECT item_id, other_item_id, relation, score FROM matches
    WHERE relation = 'copy' OR (relation = 'same_activity' AND coalesce(sure, true))
)

SELECT item_id, other_item_id, relation, score FROM told
UNION ALL
SELECT other_item_id, item_id, relation, score FROM told;

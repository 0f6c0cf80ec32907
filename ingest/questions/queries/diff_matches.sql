-- Which activities of two orders were matched, and how surely, also where comparisons do not rest on it. Parameters:
-- order_id, order_id of the other.
WITH pairs AS (
    SELECT item_id, other_item_id, score FROM matches WHERE relation <> 'part_of'
    UNION ALL
    SELECT other_item_id, item_id, score FROM matches WHERE relation <> 'part_of'
)

SELECT one.item_id, other.item_id AS other_item_id, max(coalesce(score, 0.5)) AS score
FROM pairs
INNER JOIN activity_rows AS one ON pairs.item_id = one.item_id
INNER JOIN activity_rows AS other ON pairs.other_item_id = other.item_id
WHERE one.order_id = ? AND other.order_id = ?
GROUP BY ALL

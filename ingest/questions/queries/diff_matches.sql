-- Which activities of two orders were matched, and how surely. Parameters: order_id, order_id of the other.
SELECT one.item_id, other.item_id AS other_item_id, max(coalesce(score, 0.5)) AS score
FROM alike_items AS pairs
INNER JOIN activity_rows AS one ON pairs.item_id = one.item_id
INNER JOIN activity_rows AS other ON pairs.other_item_id = other.item_id
WHERE one.order_id = ? AND other.order_id = ?
GROUP BY ALL

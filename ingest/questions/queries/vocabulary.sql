-- Words of activities whose operation the dictionary does not know, the usual ones first. Parameters: order_ids, '' for all.
SELECT
    word, any_value(action) AS action, count(*) AS activities, count(DISTINCT order_id) AS orders,
    min_by(activity, length(activity)) AS example
FROM unknown_operations
INNER JOIN activity_rows USING (order_id, item_id)
WHERE len($1) = 0 OR list_contains($1, order_id)
GROUP BY word
ORDER BY activities DESC, word

-- The rows behind a figure of compare/municipal.sql: those of the municipal orders; what they dropped, as the regional
-- order has it.
SELECT states.order_id, activity_rows.item_id AS own_item_id, state, coalesce(other.item_id, activity_rows.item_id) AS item_id
FROM paired_states('municipal', $asked, $topic, $literal) AS states
INNER JOIN activity_rows USING (place)
LEFT JOIN activity_rows AS other ON states.other_place = other.place

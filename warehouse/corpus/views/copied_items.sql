-- Мероприятия, слова которых взяты из более раннего приказа: item_id — мероприятие, source_item_id — откуда слова.
CREATE VIEW copied_items AS
WITH alike AS (
    SELECT item_id, other_item_id AS source_item_id FROM matches WHERE relation = 'copy'
    UNION ALL
    SELECT other_item_id, item_id FROM matches WHERE relation = 'copy'
)

SELECT item_id, item.order_id, source_item_id, source.order_id AS source_order_id
FROM alike
INNER JOIN items AS item USING (item_id)
INNER JOIN items AS source ON alike.source_item_id = source.item_id
INNER JOIN orders AS own ON item.order_id = own.order_id
INNER JOIN orders AS earlier ON source.order_id = earlier.order_id
WHERE
    item.order_id <> source.order_id
    -- In CASE, so that DuckDB does not take it for a way to join every order with every other.
    AND CASE
        WHEN
            (earlier.plan_start, coalesce(earlier.signed_on, earlier.plan_start))
            < (own.plan_start, coalesce(own.signed_on, own.plan_start))
            THEN true
        ELSE false
    END;

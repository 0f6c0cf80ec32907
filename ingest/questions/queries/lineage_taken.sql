-- Which activities an order has in common with each order that is not later than it: copied, or the same in other
-- words, the surest pair of each. Parameter: order_id.
WITH own AS (
    SELECT item_id, activity_rows.number, activity, orders.signed_on, academic_year
    FROM activity_rows INNER JOIN orders USING (order_id)
    WHERE order_id = ?
)

SELECT
    source.order_id, source.region, source.municipality, source.academic_year, alike.relation, own.item_id,
    alike.other_item_id, own.number, own.activity, alike.score,
    own.item_id IN (FROM stale_items) AS stale
FROM own
INNER JOIN alike_items AS alike USING (item_id)
INNER JOIN activity_rows AS taken ON alike.other_item_id = taken.item_id
INNER JOIN orders AS source ON taken.order_id = source.order_id
WHERE coalesce(source.signed_on <= own.signed_on, source.academic_year <= own.academic_year, true)
QUALIFY row_number() OVER (
    PARTITION BY own.item_id, source.order_id ORDER BY alike.relation = 'copy' DESC, alike.score DESC, other_item_id
) = 1
ORDER BY source.order_id, own.item_id

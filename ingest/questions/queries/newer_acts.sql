-- Orders that an order cites and that the warehouse has, each with a newer one of the same place. Parameter: order_id.
SELECT DISTINCT
    acts.number AS cited,
    newer.number AS newer,
    newer.signed_on,
    newer.order_id,
    newer.academic_year
FROM acts
INNER JOIN orders AS own ON acts.order_id = own.order_id
INNER JOIN orders AS loaded ON number_key(acts.number) = number_key(loaded.number) AND acts.signed_on = loaded.signed_on
INNER JOIN orders AS newer
    ON loaded.region_code = newer.region_code AND loaded.municipality IS NOT DISTINCT FROM newer.municipality
WHERE acts.order_id = ? AND newer.order_id <> own.order_id AND newer.plan_start > loaded.plan_start
ORDER BY ALL

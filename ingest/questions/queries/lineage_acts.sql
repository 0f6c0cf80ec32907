-- The acts that an order cites and, where it is loaded, the order that each is: of the same region, number and date.
-- Parameter: order_id.
SELECT
    acts.ordinal, acts.act_type, acts.issuer, acts.signed_on, acts.number, acts.title, min(cited.order_id) AS order_id
FROM acts
INNER JOIN orders AS own ON acts.order_id = own.order_id
LEFT JOIN orders AS cited
    ON acts.signed_on = cited.signed_on
    AND number_key(acts.number) = number_key(cited.number)
    AND own.region_code IS NOT DISTINCT FROM cited.region_code
    AND own.order_id <> cited.order_id
WHERE acts.order_id = ?
GROUP BY ALL
ORDER BY acts.ordinal

-- One page of findings, worst first. Parameters: severity, check, region_code, order_id, status ('' for all, where
-- all states are all but dismissed); rows, rows passed.
WITH found AS (
    SELECT
        f.*, o.region, o.municipality, o.number AS order_number, o.signed_on, i.seq, i.number AS item_number, i.locator,
        i.section, i.activity,
        count(*) OVER () AS total
    FROM findings AS f
    JOIN orders AS o USING (order_id)
    LEFT JOIN items AS i USING (item_id)
    WHERE
        ($1 = '' OR f.severity = $1)
        AND ($2 = '' OR f.check = $2)
        AND ($3 = '' OR o.region_code = $3)
        AND ($4 = '' OR f.order_id = $4)
        AND (f.status = $5 OR ($5 = '' AND f.status <> 'dismissed'))
)

FROM found
ORDER BY
    CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END,
    order_id,
    seq NULLS FIRST,
    "check",
    finding_id
LIMIT $6 OFFSET $7

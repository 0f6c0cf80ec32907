-- Findings that fit the filters, with their rows and orders. Parameters: severity, check, region_code, order_id, status
-- ('' for all; of states '' is all but dismissed, '*' all), words (lower case, all must be found).
WITH placed AS (
    SELECT finding_id, count(*) AS places FROM finding_places GROUP BY finding_id
)

SELECT
    f.*, coalesce(placed.places, 1) AS places, o.region_code, o.region, o.municipality, o.number AS order_number, o.signed_on,
    i.seq, i.number AS item_number, i.locator, i.section, i.activity
FROM findings AS f
JOIN orders AS o USING (order_id)
LEFT JOIN items AS i USING (item_id)
LEFT JOIN placed ON f.finding_id = placed.finding_id
WHERE
    ($1 = '' OR f.severity = $1)
    AND ($2 = '' OR f.check = $2)
    AND ($3 = '' OR o.region_code = $3)
    AND ($4 = '' OR f.order_id = $4)
    AND (f.status = $5 OR ($5 = '' AND f.status <> 'dismissed') OR $5 = '*')
    AND (
        len($6::VARCHAR[]) = 0
        OR len(list_filter($6::VARCHAR[], lambda word: NOT contains(
            replace(lower(concat_ws(
                ' ', f.message, f.quote, f.suggestion, f.finding_id, o.order_id, o.region, o.municipality, o.number,
                i.number, i.section, i.activity
            )), 'ё', 'е'),
            word
        ))) = 0
    )

-- Activities that fit the filters, with their orders. Parameters: region_code, order_id, topic, exam, academic_year
-- ('' for all), words (lower case, all must be found), item_ids (NULL for all).
SELECT
    i.order_id, i.item_id, i.seq, i.number, i.section, i.activity, i.period_raw, i.responsible_raw, i.exam,
    coalesce(i.topic, 'other') AS topic,
    o.region_code, o.region, o.municipality, o.number AS order_number, o.signed_on, o.academic_year
FROM activity_rows AS i
JOIN orders AS o USING (order_id)
WHERE
    ($1 = '' OR o.region_code = $1)
    AND ($2 = '' OR i.order_id = $2)
    AND ($3 = '' OR coalesce(i.topic, 'other') = $3)
    AND ($4 = '' OR i.exam = $4)
    AND ($5 = '' OR o.academic_year = $5)
    AND ($7::VARCHAR[] IS NULL OR i.item_id IN (SELECT unnest($7::VARCHAR[])))
    AND (
        len($6::VARCHAR[]) = 0
        OR len(list_filter($6::VARCHAR[], lambda word: NOT contains(
            replace(lower(concat_ws(
                ' ', i.number, i.section, i.subsection, i.activity, i.period_raw, i.responsible_raw, i.result
            )), 'ё', 'е'),
            word
        ))) = 0
    )

-- Every dated period as an event of a calendar, in the order of its days; or those without dates, in reading order.
-- Parameters: order_ids (list; empty for all), responsible (a part of the name, lower case; '' for all), topic ('' for
-- all), first day of a month (or NULL), last day of that month (or NULL), dated (boolean).
WITH answerable AS (
    SELECT
        item_id,
        list(DISTINCT coalesce(canonical, mention) ORDER BY coalesce(canonical, mention)) AS names,
        string_agg(DISTINCT replace(lower(mention || ' ' || coalesce(canonical, '')), 'ё', 'е'), ' ') AS words
    FROM responsibles
    GROUP BY item_id
)

SELECT
    p.item_id, p.ordinal, p.kind, p.raw,
    p.effective_start AS first,
    p.effective_end AS last,
    p.suggested_start IS NOT NULL OR p.suggested_end IS NOT NULL AS suggested,
    a.number, a.section, a.activity_full AS activity, a.result,
    topics.title AS topic,
    answerable.names AS responsibles,
    o.order_id, o.number AS order_number, o.signed_on, o.municipality, o.region, o.loaded_at
FROM periods AS p
INNER JOIN activities AS a ON p.item_id = a.item_id
INNER JOIN orders AS o ON p.order_id = o.order_id
LEFT JOIN topics ON a.topic = topics.topic
LEFT JOIN answerable ON p.item_id = answerable.item_id
WHERE
    (len($1::VARCHAR[]) = 0 OR p.order_id IN (SELECT unnest($1::VARCHAR[])))
    AND ($2::VARCHAR = '' OR contains(answerable.words, $2))
    AND ($3::VARCHAR = '' OR a.topic = $3)
    AND (coalesce(p.effective_start, p.effective_end) IS NOT NULL) = $6::BOOLEAN
    AND ($4::DATE IS NULL OR coalesce(p.effective_end, p.effective_start) >= $4::DATE)
    AND ($5::DATE IS NULL OR coalesce(p.effective_start, p.effective_end) <= $5::DATE)
ORDER BY coalesce(p.effective_start, p.effective_end), coalesce(p.effective_end, p.effective_start), o.order_id, a.seq, p.ordinal

-- severity: warning
-- title: Термин устарел
-- message: Термин «{quote}» устарел с {since}{now}
-- fires:
--   text_terms: [{term: "конфликтная комиссия", quote: "конфликтной комиссии", successor: "апелляционная комиссия",
--   since: 2023-09-01, certainty: high}]
-- passes: {text_terms: []}
SELECT
    order_id,
    item_id,
    quote,
    term AS same,
    since,
    coalesce(': теперь ' || successor, '') AS now,
    successor AS suggestion,
    CASE certainty WHEN 'low' THEN 'info' END AS severity
FROM text_terms

-- На какие акты ссылаются приказы?
SELECT order_id, act_type, issuer, signed_on, number, title
FROM acts
ORDER BY order_id, ordinal

-- The checks that found something, and how often.
SELECT "check" AS value, count(*) AS findings
FROM findings
WHERE status <> 'dismissed'
GROUP BY "check"
ORDER BY findings DESC, value

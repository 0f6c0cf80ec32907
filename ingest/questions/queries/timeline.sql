-- How many activities of each section run in each month of an order's plan, by the dates that count (effective).
-- A deadline counts in its month, an open beginning in its month; a period counts for at most two years.
-- Parameter: order_id.
WITH spans AS (
    SELECT
        a.item_id,
        coalesce(a.section, '') AS section,
        date_trunc('month', coalesce(p.effective_start, p.effective_end)) AS first_month,
        date_trunc('month', coalesce(p.effective_end, p.effective_start)) AS last_month
    FROM activity_rows AS a
    JOIN periods AS p USING (item_id)
    WHERE a.order_id = $1 AND p.order_id = $1 AND coalesce(p.effective_start, p.effective_end) IS NOT NULL
),

months AS (
    SELECT DISTINCT
        item_id,
        section,
        unnest(generate_series(
            first_month, least(last_month, first_month + INTERVAL 23 MONTH), INTERVAL 1 MONTH
        ))::DATE AS month
    FROM spans
    WHERE first_month <= last_month
)

SELECT section, month, count(*) AS activities
FROM months
GROUP BY section, month
ORDER BY section, month

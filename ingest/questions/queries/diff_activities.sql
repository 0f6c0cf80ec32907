-- The activities of an order in reading order, with their periods moved into the school year 2001-2002, so that plans
-- of different years compare. Parameters: dates as printed or not; order_id.
WITH dated AS (
    SELECT
        item_id, min(first_day) AS first_day,
        min(school_day(first_day, plan_first, plan_last)) AS starts,
        list_sort(list({
            'first': school_day(first_day, plan_first, plan_last), 'last': school_day(last_day, plan_first, plan_last)
        })) AS days
    FROM plan_periods(?)
    GROUP BY item_id
)

SELECT
    item_id, seq, coalesce(number, '') AS number, coalesce(section, '') AS section, coalesce(activity, '') AS activity,
    coalesce(match_key, '') AS match_key, coalesce(period_raw, '') AS period, dated.starts,
    coalesce(dated.days, []) AS days, coalesce(responsible_raw, '') AS responsible, coalesce(result, '') AS result
FROM activity_rows LEFT JOIN dated USING (item_id)
WHERE order_id = ?
ORDER BY seq

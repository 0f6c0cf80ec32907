-- severity: warning
-- title: Год срока не ясен
-- message: Год срока «{quote}» не напечатан: прочитан как «{reading}», возможно и «{other}»
-- yields_to: period_reversed, period_out_of_plan, year_rollover_ambiguous, weekday_mismatch
-- fires:
--   periods: [{raw: "август", year_basis: plan, year_confidence: 0.6, effective_start: 2012-08-01, effective_end: 2012-08-31}]
--   period_readings: [{ordinal: 1, reading_ordinal: 1, start_date: 2012-08-01, end_date: 2012-08-31, chosen: true},
--   {ordinal: 1, reading_ordinal: 2, start_date: 2013-08-01, end_date: 2013-08-31, chosen: false}]
-- passes:
--   periods: [{raw: "октябрь", year_basis: plan, year_confidence: 0.95, effective_start: 2012-10-01, effective_end: 2012-10-31}]
--   period_readings: [{ordinal: 1, reading_ordinal: 1, start_date: 2012-10-01, end_date: 2012-10-31, chosen: true}]
WITH others AS (
    SELECT
        item_id,
        ordinal,
        string_agg(period_text(start_date, end_date), '», «' ORDER BY reading_ordinal) AS other
    FROM period_readings
    WHERE NOT chosen AND coalesce(start_date, end_date) IS NOT NULL
    GROUP BY item_id, ordinal
)

SELECT
    periods.order_id,
    periods.item_id,
    periods.raw AS quote,
    period_text(effective_start, effective_end) AS reading,
    others.other,
    reading AS suggestion
FROM periods
INNER JOIN others USING (item_id, ordinal)
WHERE year_confidence < 0.7 AND year_basis <> 'explicit'

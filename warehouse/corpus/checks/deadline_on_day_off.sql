-- severity: info
-- title: Срок кончается в нерабочий день
-- message: Срок «{quote}» кончается в нерабочий день: {detail}
-- yields_to: federal_date, period_out_of_plan, period_reversed, weekday_mismatch, year_uncertain
-- fires: {date_conflicts: [{kind: day_off, quote: "до 1 марта 2025 года", detail: "01.03.2025 – нерабочий день"}]}
-- passes: {date_conflicts: [{kind: federal_day, quote: "11 декабря 2024 года", detail: "итоговое сочинение: 04.12.2024"}]}
SELECT order_id, item_id, quote, detail
FROM date_conflicts
WHERE kind = 'day_off'

-- severity: warning
-- title: Мероприятие раньше акта, который оно выполняет
-- message: Срок «{quote}» кончается раньше, чем появился акт: {detail}
-- yields_to: period_out_of_plan, period_reversed, year_uncertain
-- fires: {date_conflicts: [{kind: before_act, quote: "январь 2025 года", detail: "акт подписан позже – 15.02.2025"}]}
-- passes: {date_conflicts: [{kind: day_off, quote: "до 1 марта 2025 года", detail: "01.03.2025 – нерабочий день"}]}
SELECT order_id, item_id, quote, detail
FROM date_conflicts
WHERE kind = 'before_act'

-- severity: warning
-- title: День недели не сходится с датой
-- message: В сроке «{quote}» день недели не сходится с датой: {day} – {weekday}
-- yields_to: period_reversed, period_out_of_plan
-- fires: {periods: [{raw: "5 октября (среда)", flags: [weekday_mismatch], start_date: 2023-10-05, end_date: 2023-10-05}]}
-- passes: {periods: [{raw: "5 октября (четверг)", flags: [], start_date: 2023-10-05, end_date: 2023-10-05}]}
SELECT
    order_id,
    item_id,
    raw AS quote,
    strftime(coalesce(start_date, end_date), '%d.%m.%Y') AS day,
    ['понедельник', 'вторник', 'среда', 'четверг', 'пятница', 'суббота', 'воскресенье']
    [isodow(coalesce(start_date, end_date))] AS weekday
FROM periods
WHERE list_contains(flags, 'weekday_mismatch')

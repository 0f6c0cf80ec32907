-- severity: error
-- title: Срок спорит с федеральным календарём
-- message: Срок «{quote}» спорит с федеральным календарём: {detail}
-- yields_to: period_out_of_plan, period_reversed, year_uncertain
-- fires:
--   date_conflicts: [{kind: federal_day, quote: "11 декабря 2024 года", expected_start: 2024-12-04, expected_end: 2024-12-04,
--   detail: "итоговое сочинение (изложение): 04.12.2024 (приказ от 04.04.2023 № 233/552)"}]
-- fires:
--   date_conflicts: [{kind: federal_deadline, quote: "до 20 марта 2025 года", expected_end: 2025-03-03,
--   detail: "приём заявлений на участие в ГИА-9 – до 03.03.2025 включительно"}]
-- fires:
--   date_conflicts: [{kind: federal_term, quote: "в течение 5 рабочих дней", detail: "апелляция подаётся в течение двух рабочих дней"}]
-- passes: {date_conflicts: [{kind: day_off, quote: "до 1 марта 2025 года", detail: "01.03.2025 – нерабочий день"}]}
SELECT
    order_id,
    item_id,
    quote,
    detail,
    period_text(expected_start, expected_end) AS suggestion,
    CASE WHEN kind <> 'federal_day' THEN 'warning' END AS severity
FROM date_conflicts
WHERE kind IN ('federal_day', 'federal_deadline', 'after_event', 'before_event', 'federal_term')

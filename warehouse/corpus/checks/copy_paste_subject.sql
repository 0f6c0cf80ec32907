-- severity: warning
-- title: Предмет не тот, что в заголовке
-- message: Предмет не тот, что в заголовке: «{quote}»; {reason}
-- fires:
--   text_conflicts: [{kind: subject, quote: "Подготовка к ОГЭ по математике", expected: "информатика",
--   reason: "раздел называется «ИНФОРМАТИКА»", certainty: medium}]
-- passes: {text_conflicts: [{kind: territory, quote: "Томской области", reason: "это Томская область"}]}
SELECT
    order_id, item_id, quote, reason, expected AS suggestion,
    CASE certainty WHEN 'low' THEN 'info' END AS severity
FROM text_conflicts
WHERE kind = 'subject'

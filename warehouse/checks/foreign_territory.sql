-- severity: warning
-- title: Названа чужая территория
-- message: Названа чужая территория: «{quote}» – {reason}
-- fires:
--   text_conflicts: [{kind: territory, quote: "Томской области", expected: "Алтайский край",
--   reason: "это Томская область, а приказ издан в регионе Алтайский край", certainty: high}]
-- passes: {text_conflicts: [{kind: subject, quote: "по математике", reason: "раздел называется «Информатика»"}]}
SELECT
    order_id, item_id, quote, reason, expected AS suggestion,
    CASE certainty WHEN 'low' THEN 'info' END AS severity
FROM text_conflicts
WHERE kind = 'territory'

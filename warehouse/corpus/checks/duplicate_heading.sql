-- severity: warning
-- title: Заголовок напечатан дважды
-- message: Заголовок «{quote}» напечатан дважды
-- fires: {text_conflicts: [{item_id: null, kind: repeated_heading, quote: "Анализ проведения ГИА"}]}
-- passes: {text_conflicts: [{item_id: null, kind: annex, quote: "(Приложение 1)"}]}
SELECT
    order_id, item_id, quote, 'оставить один' AS suggestion,
    CASE certainty WHEN 'low' THEN 'info' END AS severity
FROM text_conflicts
WHERE kind = 'repeated_heading'

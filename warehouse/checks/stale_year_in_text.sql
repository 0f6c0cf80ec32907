-- severity: warning
-- title: В тексте остался год прежнего плана
-- message: Год в словах «{quote}» остался, видимо, от прежнего плана{because}
-- fires: {text_years: [{quote: "ГИА в 2023 году", year_from: 2023, year_to: 2023, stale: true, expected: "2025 году"}]}
-- passes: {text_years: [{quote: "по итогам ГИА 2024 года", year_from: 2024, year_to: 2024, stale: false}]}
SELECT
    order_id,
    item_id,
    quote,
    coalesce(': ' || lower(reason[1]) || reason[2:], '') AS because,
    expected AS suggestion,
    CASE certainty WHEN 'low' THEN 'info' END AS severity
FROM text_years
WHERE stale

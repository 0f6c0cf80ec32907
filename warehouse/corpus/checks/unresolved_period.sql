-- severity: warning
-- title: Срок не удалось прочитать
-- yields_to: column_swap
-- message: Срок «{quote}» не удалось прочитать как срок
-- fires: {periods: [{raw: "По согласованию с министерством", kind: unresolved}]}
-- passes: {periods: [{raw: "по отдельному графику", kind: schedule}]}
SELECT order_id, item_id, raw AS quote
FROM periods
WHERE kind = 'unresolved' AND trim(raw) <> ''

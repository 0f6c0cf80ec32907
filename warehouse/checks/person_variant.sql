-- severity: warning
-- title: Фамилия напечатана по-разному
-- message: Фамилия «{quote}» – вероятно, {suggestion}: так она напечатана в приказе чаще
-- fires:
--   responsibles: [{mention: "Владиминова Е.В.", canonical: "Владимирова Е.В.", kind: person, basis: spelling}]
-- passes:
--   responsibles: [{mention: "Терновую Л.С.", canonical: "Терновая Л.С.", kind: person, basis: printed}]
SELECT order_id, item_id, mention AS quote, canonical AS suggestion
FROM responsibles
WHERE kind = 'person' AND basis = 'spelling' AND NOT coalesce(inherited, false)

-- severity: warning
-- title: Номер пункта повторяется
-- message: Номер «{quote}» уже занят в том же разделе: «{earlier}»
-- fires: {items: [{number: "3.1."}, {number: "3.2."}, {number: "3.3."}, {number: "3.2."}, {number: "3.3."}]}
-- fires: {items: [{number: "1"}, {number: "2"}, {number: "2"}, {number: "3"}]}
-- passes: {items: [{number: "1.1."}, {number: "1.2."}, {number: "1.1."}, {number: "1.2."}]}
-- passes: {items: [{number: "1.", section: "А"}, {number: "2.", section: "А"}, {number: "2.", section: "Б"}]}
-- passes: {items: [{number: "4", locator: "строка 8"}, {number: "4", locator: "строка 8"}, {number: "5"}]}
SELECT
    later.order_id,
    later.item_id,
    later.number AS quote,
    arg_min(items.activity, items.seq)[:80] AS earlier,
    list(earlier.item_id ORDER BY earlier.seq) AS related
FROM numbered_items AS later
INNER JOIN numbered_items AS earlier
    ON later.order_id = earlier.order_id
    AND later.table_no IS NOT DISTINCT FROM earlier.table_no
    AND later.appendix IS NOT DISTINCT FROM earlier.appendix
    AND later.section IS NOT DISTINCT FROM earlier.section
    AND later.levels = earlier.levels
    AND later.run = earlier.run
    AND later.seq > earlier.seq
INNER JOIN items ON earlier.item_id = items.item_id
GROUP BY later.order_id, later.item_id, later.number, later.seq

-- severity: warning
-- title: Номер пункта повторяется
-- message: Номер «{quote}» уже занят в том же разделе: «{earlier}»
-- fires: {items: [{number: "3.1."}, {number: "3.2."}, {number: "3.3."}, {number: "3.2."}, {number: "3.3."}]}
-- fires: {items: [{number: "1"}, {number: "2"}, {number: "2"}, {number: "3"}]}
-- passes: {items: [{number: "1.1."}, {number: "1.2."}, {number: "1.1."}, {number: "1.2."}]}
-- passes: {items: [{number: "1.", section: "А"}, {number: "2.", section: "А"}, {number: "2.", section: "Б"}]}
-- passes: {items: [{number: "4", locator: "строка 8"}, {number: "4", locator: "строка 8"}, {number: "5"}]}
WITH placed AS (
    SELECT
        *,
        row_number() OVER same_number AS place,
        first_value(item_id) OVER same_number AS first_item_id
    FROM numbered_items
    WINDOW same_number AS (PARTITION BY order_id, table_no, appendix, section, levels, run ORDER BY seq)
)

SELECT
    placed.order_id,
    placed.item_id,
    placed.number AS quote,
    first_item.activity[:80] AS earlier,
    -- '3.2., 3.2., 3.4.': the second was to be the number that is missing after it.
    CASE WHEN placed.following = placed.last + 2 THEN array_to_string(list_append(placed.prefix, placed.last + 1), '.') END
        AS suggestion,
    [placed.first_item_id] AS related
FROM placed
INNER JOIN items AS first_item ON placed.first_item_id = first_item.item_id
WHERE placed.place > 1

-- severity: warning
-- title: Номер пункта пропущен
-- message: После номера «{previous}» сразу «{quote}»: пропущено {missing}
-- fires: {items: [{number: "3.36."}, {number: "3.37."}, {number: "3.39."}]}
-- fires: {items: [{number: "5."}, {number: "5.2."}, {number: "5.3."}]}
-- fires: {items: [{number: "2.1"}, {number: "2.1.1"}, {number: "2.1.2"}, {number: "2.3"}]}
-- passes: {items: [{number: "1."}, {number: "1.1."}, {number: "1.2."}, {number: "2."}, {number: "2.1."}, {number: "1."}]}
-- passes: {items: [{number: "2016"}, {number: "2024"}]}
-- passes: {items: [{number: "3.1."}, {number: "3.2."}, {number: "3.2."}, {number: "3.4."}]}
-- passes: {items: [{number: "4.1"}, {number: "4.2"}, {number: "4.3"}, {number: "4.2"}, {number: "4.5"}, {number: "4.6"}]}
WITH numbered AS MATERIALIZED (
    SELECT
        *,
        max(last) OVER (
            PARTITION BY order_id, table_no, appendix, section, prefix, run
            ORDER BY seq ROWS BETWEEN UNBOUNDED PRECEDING AND 2 PRECEDING
        ) AS highest
    FROM numbered_items
),

gaps AS (
    SELECT
        order_id, item_id, seq, prefix, last, number AS quote,
        CASE
            WHEN coalesce(previous < highest, false) THEN array_to_string(list_append(prefix, highest), '.')
            ELSE previous_number
        END AS previous,
        greatest(previous, highest) + 1 AS first_missing,
        last - 1 AS last_missing
    FROM numbered
    -- A number that was printed twice before the gap is one slip with it: '3.1, 3.2, 3.2, 3.4', '4.2, 4.3, 4.2, 4.5'.
    WHERE
        last - greatest(previous, highest) BETWEEN 2 AND 10
        AND NOT (last - greatest(previous, highest) = 2 AND coalesce(previous <= highest, false))

    UNION ALL

    SELECT
        child.order_id, child.item_id, child.seq, child.prefix, child.last, child.number, parent.number, 1, child.last - 1
    FROM numbered AS child
    INNER JOIN numbered AS parent
        ON child.order_id = parent.order_id
        AND child.table_no IS NOT DISTINCT FROM parent.table_no
        AND child.section IS NOT DISTINCT FROM parent.section
        AND child.prefix = parent.levels
    WHERE child.previous IS NULL AND child.last BETWEEN 2 AND 10 AND parent.seq < child.seq
    QUALIFY row_number() OVER (PARTITION BY child.item_id ORDER BY parent.seq DESC) = 1
)

SELECT
    order_id,
    item_id,
    quote,
    previous,
    array_to_string(
        list_transform(
            range(first_missing, last_missing + 1), lambda n: array_to_string(list_append(prefix, n), '.')
        ),
        ', '
    ) AS missing
FROM gaps

-- severity: warning
-- title: Номер пункта напечатан не так, как остальные
-- message: {statement}{more}
-- fires: {items: [{number: "1.1."}, {number: "1.2."}, {number: "1.3"}, {number: "1.4."}, {number: "1.5."}, {number: "1.6."}]}
-- fires: {items: [{number: "1"}, {number: "2"}, {number: "3"}, {number: null, activity: "Отчёт"}, {number: "4"}, {number: "5"}]}
-- fires:
--   items: [{number: "2.1."}, {number: "2.2."}, {number: "2.3."}, {number: "2.3.1."}, {number: "2.5."}, {number: "2.6."}, {number: "2.7."},
--   {number: "2.8."}, {number: "2.9."}, {number: "2.10."}, {number: "2.11."}, {number: "2.12."}, {number: "2.13."}, {number: "2.14."},
--   {number: "2.15."}, {number: "2.16."}, {number: "2.17."}, {number: "2.18."}, {number: "2.19."}, {number: "2.20."}]
-- fires: {items: [{number: "3.1."}, {number: "3.2."}, {number: "3,3."}, {number: "3.4."}, {number: "3.5."}, {number: "3.6."}]}
-- passes: {items: [{number: "2.1."}, {number: "2.2."}, {number: "2.2.1."}, {number: "2.2.2."}, {number: "2.3."}]}
-- passes: {items: [{number: "1.1."}, {number: "1.2."}, {number: "1.3"}, {number: "1.4"}, {number: "1.5."}, {number: "1.6"}]}
-- passes: {items: [{number: "1"}, {number: "2"}, {number: null, activity: "– пункт", parent_item_id: item2}, {number: "3"}, {number: "4"}]}
WITH shaped AS (
    SELECT
        order_id, item_id, seq, table_no, section, number,
        regexp_extract(trim(number), '[.)]*$') AS ending,
        row_number() OVER (PARTITION BY order_id, table_no ORDER BY seq) AS place
    FROM numbered_items
),

usual AS (
    SELECT order_id, table_no, mode(ending) AS ending
    FROM shaped
    GROUP BY order_id, table_no
    HAVING count(*) >= 5
),

deviating AS (
    SELECT
        shaped.*,
        usual.ending AS usual_ending,
        place - row_number() OVER (PARTITION BY shaped.order_id, shaped.table_no ORDER BY seq) AS island,
        count(*) OVER (PARTITION BY shaped.order_id, shaped.table_no) AS deviations
    FROM shaped
    INNER JOIN usual
        ON shaped.order_id = usual.order_id AND shaped.table_no IS NOT DISTINCT FROM usual.table_no
    WHERE shaped.ending <> usual.ending
),

sized AS (
    SELECT order_id, table_no, count(*) AS numbered FROM shaped GROUP BY order_id, table_no
),

-- A point deeper than nearly all others, alone under the point before it.
lone AS (
    SELECT
        order_id, item_id, seq, number, len(levels) AS depth,
        count(*) OVER (PARTITION BY order_id, table_no, appendix, section, prefix) AS siblings,
        count(*) OVER (PARTITION BY order_id, table_no) AS numbered,
        count(*) OVER (PARTITION BY order_id, table_no, len(levels)) AS as_deep,
        max(len(levels)) OVER (PARTITION BY order_id, table_no) AS deepest,
        lag(len(levels)) OVER (PARTITION BY order_id, table_no ORDER BY seq) AS depth_before
    FROM numbered_items
    QUALIFY depth = deepest AND depth > 1 AND siblings = 1 AND as_deep <= 0.05 * numbered AND depth_before = depth - 1
),

-- A row without a number between numbered rows of a table where nearly every row has one.
unnumbered AS (
    SELECT
        order_id, item_id, seq, activity,
        lag(number) OVER (siblings ORDER BY seq) AS before, lead(number) OVER (siblings ORDER BY seq) AS after,
        avg((number IS NOT NULL)::INTEGER) OVER siblings AS share
    FROM items
    WHERE NOT coalesce(activity_inherited, false)
    WINDOW siblings AS (PARTITION BY order_id, table_no, section, parent_item_id)
    QUALIFY number IS NULL AND before IS NOT NULL AND after IS NOT NULL AND share >= 0.8
)

SELECT
    order_id,
    min_by(item_id, seq) AS item_id,
    min_by(number, seq) AS quote,
    'Номер «' || quote || '» напечатан ' || CASE WHEN any_value(usual_ending) = '' THEN 'со знаком в конце, а остальные номера таблицы без него'
        ELSE 'без знака «' || any_value(usual_ending) || '» в конце, а у остальных номеров таблицы он есть' END AS statement,
    CASE WHEN count(*) > 1 THEN '; так же до «' || max_by(number, seq) || '»' ELSE '' END AS more,
    rtrim(quote, '.)') || any_value(usual_ending) AS suggestion,
    list(item_id ORDER BY seq)[2:] AS related
FROM deviating
INNER JOIN sized USING (order_id, table_no)
WHERE deviations <= 0.3 * numbered
GROUP BY order_id, table_no, island, ending

UNION ALL

SELECT
    order_id, item_id, activity[:120], 'У строки «' || activity[:120] || '» нет номера, хотя у строк вокруг него он есть', '', NULL, []
FROM unnumbered

UNION ALL

SELECT order_id, item_id, number, 'Номер «' || number || '» – на уровень глубже, чем у соседних строк', '', NULL, []
FROM lone

UNION ALL

SELECT
    order_id, item_id, number, 'Номер «' || number || '» напечатан с запятой вместо точки', '', replace(number, ',', '.'), []
FROM items
WHERE regexp_full_match(number, '\d{1,2},\d{1,2}[.)]?')

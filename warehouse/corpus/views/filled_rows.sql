-- Строки со своим мероприятием: есть ли у них срок (dated), ответственный или действие уровня (answered), подчинённые
-- строки (parent), и какая доля строк той же таблицы без подчинённых их имеет (dated_share, answered_share).
-- guessed, undated: графа пуста, а ответственный или срок взят сверху лишь по догадке: в тексте не видно, где объединённая
-- ячейка; printed_share, printed_dates – доля строк, где он напечатан; lone, lone_date: у соседних строк он напечатан.
CREATE VIEW filled_rows AS
WITH own AS (
    SELECT
        order_id, item_id, seq, table_no, activity, responsible_raw, period_raw,
        EXISTS (FROM periods WHERE periods.item_id = items.item_id) AS dated,
        EXISTS (FROM responsibles WHERE responsibles.item_id = items.item_id)
        OR EXISTS (FROM actions WHERE actions.item_id = items.item_id) AS answered,
        EXISTS (FROM items AS child WHERE child.parent_item_id = items.item_id) AS parent,
        media_type LIKE 'text/plain%'
        AND NOT EXISTS (FROM items AS over WHERE over.item_id = items.parent_item_id AND NOT coalesce(over.is_group, false))
            AS by_guess,
        coalesce(responsible_inherited, false) AS responsible_taken,
        coalesce(period_inherited, false) AS period_taken
    FROM items
    INNER JOIN orders USING (order_id)
    WHERE NOT coalesce(is_group, false) AND NOT coalesce(activity_inherited, false)
),

taken AS (
    SELECT * EXCLUDE (by_guess), by_guess AND responsible_taken AS guessed, by_guess AND period_taken AS undated FROM own
)

SELECT
    *,
    avg(dated::INTEGER) FILTER (NOT parent) OVER same_table AS dated_share,
    avg(answered::INTEGER) FILTER (NOT parent) OVER same_table AS answered_share,
    avg((NOT guessed)::INTEGER) OVER same_table AS printed_share,
    avg((NOT undated)::INTEGER) OVER same_table AS printed_dates,
    count(*) OVER same_table AS table_rows,
    guessed AND NOT coalesce(lead(guessed) OVER in_order, false) AND NOT coalesce(lag(guessed) OVER in_order, false) AS lone,
    undated AND NOT coalesce(lead(undated) OVER in_order, false) AND NOT coalesce(lag(undated) OVER in_order, false)
        AS lone_date
FROM taken
WINDOW same_table AS (PARTITION BY order_id, table_no), in_order AS (PARTITION BY order_id, table_no ORDER BY seq);

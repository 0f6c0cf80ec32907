-- Строки со своим мероприятием: есть ли у них срок (dated), ответственный или действие уровня (answered), подчинённые
-- строки (parent), и какая доля строк той же таблицы без подчинённых их имеет (dated_share, answered_share).
CREATE VIEW filled_rows AS
WITH own AS (
    SELECT
        order_id, item_id, table_no, activity,
        EXISTS (FROM periods WHERE periods.item_id = items.item_id) AS dated,
        EXISTS (FROM responsibles WHERE responsibles.item_id = items.item_id)
        OR EXISTS (FROM actions WHERE actions.item_id = items.item_id) AS answered,
        EXISTS (FROM items AS child WHERE child.parent_item_id = items.item_id) AS parent
    FROM items
    WHERE NOT coalesce(is_group, false) AND NOT coalesce(activity_inherited, false)
)

SELECT
    *,
    avg(dated::INTEGER) FILTER (NOT parent) OVER same_table AS dated_share,
    avg(answered::INTEGER) FILTER (NOT parent) OVER same_table AS answered_share
FROM own
WINDOW same_table AS (PARTITION BY order_id, table_no);

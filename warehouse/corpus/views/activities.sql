-- Строки, которые суть мероприятия: без групповых строк и повторов объединённых ячеек. place — число вместо длинного
-- item_id: соединять миллионы строк по нему вдвое быстрее.
CREATE VIEW activity_rows AS
SELECT rowid AS place, *
FROM items
WHERE NOT coalesce(is_group, false) AND NOT coalesce(activity_inherited, false);

-- Мероприятия с приказом, субъектом и крайними днями всех сроков. О месяцах спрашивают в months.
CREATE VIEW activities AS
WITH spans AS (
    SELECT
        item_id,
        count(*) AS periods,
        min(effective_start) AS effective_start,
        max(effective_end) AS effective_end,
        min(plan_month_from) AS plan_month_from,
        max(plan_month_to) AS plan_month_to,
        list_sort(list_distinct(list(kind))) AS period_kinds
    FROM periods
    GROUP BY item_id
),

answerable AS (
    SELECT
        item_id,
        list(DISTINCT coalesce(canonical, mention) ORDER BY coalesce(canonical, mention)) AS responsibles
    FROM responsibles
    GROUP BY item_id
)

SELECT
    items.order_id,
    orders.region_code,
    orders.region,
    orders.municipality,
    orders.level,
    orders.academic_year,
    orders.number AS order_number,
    orders.signed_on,
    items.item_id,
    items.seq,
    items.table_no,
    items.appendix,
    items.section,
    items.subsection,
    items.number,
    items.parent_item_id,
    items.category,
    items.activity,
    coalesce(items.activity_full, items.activity) AS activity_full,
    items.exam,
    items.topic,
    items.result,
    items.period_raw,
    coalesce(spans.periods, 0) AS periods,
    spans.period_kinds,
    spans.effective_start,
    spans.effective_end,
    spans.plan_month_from,
    spans.plan_month_to,
    items.responsible_raw,
    answerable.responsibles,
    items.page_from
FROM activity_rows AS items
INNER JOIN orders USING (order_id)
LEFT JOIN spans USING (item_id)
LEFT JOIN answerable USING (item_id);

COMMENT ON COLUMN activities.activity_full IS 'мероприятие вместе со словами, которые к нему подводят';
COMMENT ON COLUMN activities.topic IS 'тема мероприятия; по-русски — в topics';
COMMENT ON COLUMN activities.effective_start IS
    'самый ранний день всех сроков: «до 1 марта» его не имеет; что в каком месяце — в months';
COMMENT ON COLUMN activities.effective_end IS
    'самый поздний день всех сроков: между ним и первым мероприятие может и не идти; что в каком месяце — в months';
COMMENT ON COLUMN activities.plan_month_from IS
    'месяц effective_start от начала плана (не от сентября); что в каком месяце — в months';
COMMENT ON COLUMN activities.plan_month_to IS
    'месяц effective_end от начала плана (не от сентября); что в каком месяце — в months';

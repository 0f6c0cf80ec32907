-- Типовые мероприятия и где они встречаются: в скольких приказах и субъектах, в каком месяце учебного года (0 —
-- сентябрь) чаще начинаются.
CREATE VIEW canonical_activities AS
WITH starts AS (
    SELECT item_id, month FROM plan_starts(false) INNER JOIN activity_rows USING (place)
)

SELECT
    cluster_id,
    any_value(label) AS label,
    count(*) AS activities,
    count(DISTINCT order_id) AS orders,
    count(DISTINCT region_code) AS regions,
    mode(topic) AS topic,
    min(month) AS first_month,
    mode(month) AS usual_month,
    max(month) AS last_month
FROM clusters
INNER JOIN activity_rows USING (item_id)
INNER JOIN orders USING (order_id)
LEFT JOIN starts USING (item_id)
GROUP BY cluster_id;

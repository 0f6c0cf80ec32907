-- Что на какой месяц запланировано: строка — мероприятие и месяц. О месяцах спрашивают здесь, а не по effective_start и
-- effective_end из activities: те — лишь крайние дни всех сроков. Отбирайте одно basis.
CREATE VIEW months AS
WITH planned AS (
    SELECT 'effective' AS basis, * FROM plan_months(false)
    UNION ALL
    SELECT 'literal' AS basis, * FROM plan_months(true)
)

SELECT order_id, item_id, month, plan_month, basis, deadline, place
FROM planned INNER JOIN activity_rows USING (place);

COMMENT ON COLUMN months.order_id IS 'приказ';
COMMENT ON COLUMN months.item_id IS 'мероприятие';
COMMENT ON COLUMN months.month IS 'первый день месяца';
COMMENT ON COLUMN months.plan_month IS
    'месяц учебного года: 0 — сентябрь … 6 — март … 11 — август; меньше 0 — до плана, больше 11 — после него';
COMMENT ON COLUMN months.basis IS
    'effective — по датам для расчётов (вероятным вместо ошибочных), literal — по напечатанным; отбирайте одно';
COMMENT ON COLUMN months.deadline IS 'в этом месяце только последний день срока («до 15 марта»), а не само мероприятие';
COMMENT ON COLUMN months.place IS 'номер строки activity_rows: по нему соединять быстрее, чем по item_id';

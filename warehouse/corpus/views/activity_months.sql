-- Сроки с датами: literal — как напечатаны, иначе для расчётов. Открытый срок длится тот месяц, который назван; срок,
-- напечатанный концом вперёд, — месяц своего начала. deadline: назван только последний день («до 1 марта»).
CREATE MACRO plan_periods(literal) AS TABLE
WITH dated AS (
    SELECT
        order_id, item_id,
        CASE WHEN literal THEN start_date ELSE effective_start END AS starts,
        CASE WHEN literal THEN end_date ELSE effective_end END AS ends
    FROM periods
)

SELECT
    dated.order_id, item_id,
    coalesce(starts, ends) AS first_day,
    greatest(starts, coalesce(ends, starts)) AS last_day,
    starts IS NULL AS deadline,
    month_number(plan_start) AS plan_first,
    month_number(plan_end) AS plan_last
FROM dated INNER JOIN orders ON dated.order_id = orders.order_id
WHERE coalesce(starts, ends) IS NOT NULL;

-- Месяцы, в которые идёт мероприятие (place из activity_rows), каждый один раз; мероприятие на несколько месяцев идёт в
-- каждом из них, без дат строк нет. Столбцы — как в months.
CREATE MACRO plan_months(literal) AS TABLE
WITH running AS (
    SELECT
        place, plan_first, plan_last, deadline,
        unnest(range(month_number(first_day), least(month_number(last_day), month_number(first_day) + 35) + 1))::INTEGER
            AS number
    FROM plan_periods(literal) INNER JOIN activity_rows USING (item_id)
)

SELECT
    place,
    make_date(number // 12, number % 12 + 1, 1) AS month,
    school_month(number, any_value(plan_first), any_value(plan_last))::INTEGER AS plan_month,
    bool_and(deadline) AS deadline
FROM running
GROUP BY place, number;

-- Начало мероприятия (place из activity_rows): месяц учебного года, как в months, и день в учебном году 2001-2002, по
-- которому сравниваются планы разных лет. Без дат строк нет.
CREATE MACRO plan_starts(literal) AS TABLE
SELECT
    place,
    min(school_month(month_number(first_day), plan_first, plan_last)) AS month,
    min(school_day(first_day, plan_first, plan_last)) AS school_day
FROM plan_periods(literal) INNER JOIN activity_rows USING (item_id)
GROUP BY place;

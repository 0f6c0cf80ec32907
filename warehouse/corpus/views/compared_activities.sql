-- Мероприятия сравниваемых приказов: у каждого приказа (asked) на том же месте в списке units — с чем он сравнивается
-- вместе: субъект, муниципалитет, сам приказ. only_topic оставляет одну тему.
CREATE MACRO compared_activities(asked, units, only_topic) AS TABLE
SELECT unit, order_id, place, item_id, activity, coalesce(topic, 'other') AS topic
FROM activity_rows
INNER JOIN (SELECT unnest(asked) AS order_id, unnest(units) AS unit) USING (order_id)
WHERE only_topic IS NULL OR topic = only_topic;

-- Где какое типовое мероприятие есть. Групповая строка и строка под объединённой ячейкой отвечают за мероприятие, только
-- если отдельной строки с ним нет: числа мероприятий они не увеличивают, но и недостающим мероприятие не делают.
CREATE MACRO present_activities(asked, units, only_topic) AS TABLE
SELECT cluster_id, unit, item_id
FROM clusters
INNER JOIN items USING (item_id)
INNER JOIN (SELECT unnest(asked) AS order_id, unnest(units) AS unit) USING (order_id)
WHERE only_topic IS NULL OR topic = only_topic
QUALIFY
    (coalesce(is_group, false) OR coalesce(activity_inherited, false))
    = bool_and(coalesce(is_group, false) OR coalesce(activity_inherited, false)) OVER (PARTITION BY cluster_id, unit);

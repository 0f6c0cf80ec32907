-- Мероприятия сравниваемых приказов: у каждого приказа (asked) на том же месте в списке units — с чем он сравнивается
-- вместе: субъект, муниципалитет, сам приказ. only_topic оставляет одну тему.
CREATE MACRO compared_activities(asked, units, only_topic) AS TABLE
SELECT unit, order_id, place, item_id, activity, coalesce(topic, 'other') AS topic
FROM activity_rows
INNER JOIN (SELECT unnest(asked) AS order_id, unnest(units) AS unit) USING (order_id)
WHERE only_topic IS NULL OR topic = only_topic;

-- title: Темы
-- question: Сколько мероприятий каждой темы запланировано у каждого?
-- note: грубое сравнение: годится и там, где мероприятия не сопоставляются по одному
-- parameters: asked, units, topic
-- columns: topic: тема; unit: где; activities: мероприятий; share: доля плана, %
-- rows: topic
-- matrix: unit, activities
WITH counted AS (
    SELECT topic, unit, count(*) AS activities FROM compared_activities($asked, $units, $topic) GROUP BY ALL
)

SELECT topic, unit, activities, round(100 * activities / sum(activities) OVER (PARTITION BY unit), 1) AS share
FROM counted
ORDER BY sum(activities) OVER (PARTITION BY topic) DESC, topic, unit

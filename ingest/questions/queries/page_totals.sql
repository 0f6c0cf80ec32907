-- What is loaded: orders, regions, activities, findings by severity, files that could not be read.
SELECT
    count(*) AS orders,
    count(DISTINCT region_code) AS regions,
    coalesce(sum(activities), 0)::BIGINT AS activities,
    min(academic_year) AS first_year,
    max(academic_year) AS last_year,
    (SELECT count(*) FROM findings WHERE severity = 'error' AND status <> 'dismissed') AS error,
    (SELECT count(*) FROM findings WHERE severity = 'warning' AND status <> 'dismissed') AS warning,
    (SELECT count(*) FROM findings WHERE severity = 'info' AND status <> 'dismissed') AS info,
    (SELECT count(*) FROM rejected) AS rejected
FROM orders

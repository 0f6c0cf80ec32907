-- Насколько полно прочитан каждый файл?
SELECT order_id, source_name, media_type, pages, activities, round(100 * coverage, 2) AS coverage_percent
FROM orders
ORDER BY coverage_percent, order_id

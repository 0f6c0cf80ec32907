-- The columns of the views, in their order.
SELECT c.table_name, c.column_name, c.data_type, c.comment
FROM duckdb_columns() AS c
JOIN duckdb_views() AS v ON v.view_name = c.table_name AND NOT v.internal
WHERE NOT c.internal
ORDER BY c.table_name, c.column_index

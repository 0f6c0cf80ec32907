-- What analysts decided of two activities: a row for each pair. No parameters.
WITH told AS (
    SELECT
        item_id, unnest(string_split(value, ' ')) AS other_item_id,
        if(column_name = 'same_as', 'то же', 'не то же') AS verdict, why, made_by, made_at
    FROM corrections
    WHERE column_name IN ('same_as', 'not_same_as') AND problem IS NULL
)

SELECT
    verdict, told.item_id, coalesce(one.activity_full, one.activity) AS activity, other_item_id,
    coalesce(other.activity_full, other.activity) AS other_activity, why, made_by, made_at
FROM told
LEFT JOIN items AS one ON told.item_id = one.item_id
LEFT JOIN items AS other ON told.other_item_id = other.item_id
ORDER BY ALL

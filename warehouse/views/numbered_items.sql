-- Номера пунктов по уровням, как напечатаны: каждая строка приказа один раз, в пределах раздела одной таблицы.
-- `run` растёт там, где нумерация начинается заново с 1: так устроены приложения из нескольких частей.
CREATE VIEW numbered_items AS
WITH printed AS (
    SELECT
        order_id, item_id, seq, table_no, appendix, section, number, number_levels(number) AS levels, locator, page_from,
        row_number() OVER same_row AS repeat
    FROM items
    WHERE number_levels(number) IS NOT NULL
    WINDOW same_row AS (PARTITION BY order_id, table_no, section, number, locator ORDER BY seq)
),

leveled AS (
    SELECT *, levels[:-2] AS prefix, levels[-1] AS last
    FROM printed
    WHERE repeat = 1 OR locator IS NULL
),

followed AS (
    SELECT
        *,
        lag(last) OVER siblings AS previous,
        lag(number) OVER siblings AS previous_number,
        lag(seq) OVER siblings AS previous_seq
    FROM leveled
    WINDOW siblings AS (PARTITION BY order_id, table_no, appendix, section, prefix ORDER BY seq)
)

SELECT
    * EXCLUDE (repeat, locator),
    count(*) FILTER (last = 1 AND previous > 1) OVER (
        PARTITION BY order_id, table_no, appendix, section, prefix ORDER BY seq
    ) AS run
FROM followed;

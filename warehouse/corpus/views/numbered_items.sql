-- Номера пунктов по уровням, как напечатаны: каждая строка приказа один раз, в пределах раздела одной таблицы.
-- `run` растёт там, где нумерация начинается заново с 1: так устроены приложения из нескольких частей.
CREATE VIEW numbered_items AS
WITH parsed AS (
    SELECT
        order_id, item_id, seq, table_no, appendix, section, number, number_levels(number) AS levels, locator, page_from,
        hash(order_id, table_no, appendix, section) AS place
    FROM items
    WHERE number IS NOT NULL
),

printed AS (
    SELECT *, row_number() OVER (PARTITION BY place, number, locator ORDER BY seq) AS repeat
    FROM parsed
    WHERE levels IS NOT NULL
),

leveled AS (
    SELECT *, levels[:-2] AS prefix, levels[-1] AS last, hash(place, levels[:-2]) AS siblings
    FROM printed
    WHERE repeat = 1 OR locator IS NULL
),

followed AS (
    SELECT
        *,
        lag(last) OVER siblings AS previous,
        lead(last) OVER siblings AS following,
        lag(number) OVER siblings AS previous_number,
        lag(seq) OVER siblings AS previous_seq
    FROM leveled
    WINDOW siblings AS (PARTITION BY siblings ORDER BY seq)
)

SELECT
    * EXCLUDE (repeat, locator, place, siblings),
    count(*) FILTER (last = 1 AND previous > 1) OVER (PARTITION BY siblings ORDER BY seq) AS run
FROM followed;

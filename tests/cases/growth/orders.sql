-- $orders orders of 20 activities: of every ten, two of a region and eight of its municipalities, for two years each.
-- A municipality copies half of its region's activities, and every order half of its own of the year before.
CREATE TABLE internal.plan AS
SELECT
    n, n // 10 AS area, n % 10 // 2 AS place, 2023 + n % 2 AS year, printf('%02d', 1 + n // 10) AS region_code,
    printf('%02d-%02d-%d', area, place, year) AS order_id
FROM range($orders) AS t(n);

INSERT INTO orders BY NAME
SELECT
    order_id, '0' AS source_sha256, '0' AS program_version, region_code, 'Регион ' || region_code AS region,
    CASE WHEN place > 0 THEN 'Округ ' || area || '-' || place END AS municipality,
    CASE WHEN place > 0 THEN 'municipal' ELSE 'regional' END AS level,
    n::VARCHAR AS number, make_date(year, 9, 1 + n % 28) AS signed_on, year || '-' || year + 1 AS academic_year,
    make_date(year, 9, 1) AS plan_start, make_date(year + 1, 8, 31) AS plan_end, 20 AS activities
FROM internal.plan;

CREATE TABLE internal.item AS
SELECT *, order_id || '.' || k AS item_id, (hash(order_id, k) % 1000)::INTEGER AS chance
FROM internal.plan, range(20) AS t(k);

INSERT INTO items BY NAME
SELECT
    order_id, item_id, k + 1 AS seq, 1 AS table_no, 'Раздел ' || k // 10 AS section, k // 10 || '.' || k % 10 AS number,
    'Мероприятие ' || k || ' области ' || area AS activity, false AS is_group, false AS activity_inherited,
    'мероприятие ' || k || ' область ' || area AS match_key, 'quality' AS topic, 'сентябрь' AS period_raw
FROM internal.item;

INSERT INTO periods BY NAME
SELECT
    order_id, item_id, 1 AS ordinal, 'month' AS kind, 'сентябрь' AS raw,
    (make_date(year, 9, 1) + to_months(chance % 11))::DATE AS start_date,
    (start_date + INTERVAL 1 MONTH - INTERVAL 1 DAY)::DATE AS end_date,
    start_date AS effective_start, end_date AS effective_end,
    chance % 11 AS plan_month_from, chance % 11 AS plan_month_to
FROM internal.item;

INSERT INTO responsibles BY NAME
SELECT
    order_id, item_id, 1 AS ordinal, 'Иванов И.' || chance % 20 AS mention, 'person' AS kind,
    'person-' || area || '-' || chance % 20 AS entity_id, 'Иванов И.' || chance % 20 AS canonical, true AS resolved
FROM internal.item;

INSERT INTO entities BY NAME
SELECT entity_id, kind, any_value(canonical) AS canonical, true AS resolved FROM responsibles GROUP BY ALL;

INSERT INTO clusters BY NAME
SELECT area || '-' || k AS cluster_id, 'Мероприятие' AS label, item_id FROM internal.item;

INSERT INTO matches BY NAME
SELECT
    this.item_id, other.item_id AS other_item_id, 0.95 AS score,
    CASE WHEN this.k % 2 = 0 THEN 'copy' ELSE 'same_activity' END AS relation
FROM internal.item AS this
INNER JOIN internal.item AS other
    ON this.area = other.area AND this.k = other.k
    AND ((this.year = other.year AND this.place > 0 AND other.place = 0)
        OR (this.year > other.year AND this.place = other.place));

INSERT INTO text_years BY NAME
SELECT
    order_id, item_id, k + 1 AS ordinal, 'activity' AS field, 2024 AS year_from, 2024 AS year_to,
    '2024 года' AS quote, 'unknown' AS role
FROM internal.item
WHERE k % 4 = 0;

INSERT INTO text_conflicts BY NAME
SELECT
    order_id, item_id, k + 1 AS ordinal, 'activity' AS field, 'territory' AS kind,
    'Региона ' || region_code AS quote, 'другой субъект' AS reason, 'low' AS certainty
FROM internal.item
WHERE k % 4 = 0;

INSERT INTO findings BY NAME
SELECT
    item_id AS finding_id, order_id, item_id, 'garble' AS check, 'info' AS severity, 'open' AS status, 'Буквы' AS message
FROM internal.item
WHERE k % 4 = 0;

INSERT INTO finding_places BY NAME
SELECT finding_id, finding_id AS place_id, order_id, item_id, status FROM findings;

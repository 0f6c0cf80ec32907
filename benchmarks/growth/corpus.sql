-- A synthetic warehouse: $orders orders of 100 activities each, over 89 regions and three academic years.
-- One territory a region is the region itself; activity k of a region is one canonical activity in all its orders for
-- k < 60 and one of the whole country for the others; municipal orders copy half of the regional one.
CREATE TEMP TABLE plan AS
SELECT
    n, n // 3 AS territory, 2022 + n % 3 AS year, printf('%02d', 1 + (n // 3) % 89) AS region_code,
    territory < 89 AS regional,
    printf('%s-territory%05d-%d-%d', region_code, territory, year, n) AS order_id
FROM range($orders) AS t(n);

INSERT INTO orders BY NAME
SELECT
    order_id, '0' AS source_sha256, '0' AS program_version, region_code, 'Регион ' || region_code AS region,
    CASE WHEN NOT regional THEN 'Территория ' || territory END AS municipality,
    CASE WHEN regional THEN 'regional' ELSE 'municipal' END AS level,
    n::VARCHAR AS number, make_date(year, 9, 1 + n % 28) AS signed_on,
    year || '-' || year + 1 AS academic_year,
    make_date(year, 9, 1) AS plan_start, make_date(year + 1, 8, 31) AS plan_end,
    100 AS activities
FROM plan;

CREATE TEMP TABLE item AS
SELECT
    *, order_id || '.' || substr(md5(order_id || k), 1, 10) AS item_id,
    (hash(k, region_code) % 12)::INTEGER AS planned, (hash(order_id, k) % 1000000)::INTEGER AS chance
FROM plan, range(100) AS t(k);

INSERT INTO items BY NAME
SELECT
    order_id, item_id, k + 1 AS seq, 1 AS table_no, 'Раздел ' || k // 10 AS section, k // 10 || '.' || k % 10 AS number,
    'Проведение мероприятия номер ' || k || ' в образовательных организациях' AS activity, false AS is_group,
    false AS activity_inherited, 'проведение мероприятие номер ' || k || ' образовательный организация' AS match_key,
    ['analysis', 'quality', 'methodology', 'legal', 'finance', 'training', 'admission', 'trial', 'data', 'technology',
     'conditions', 'observation', 'organisation', 'information', 'control', 'psychology', 'results',
     'other'][1 + k % 18] AS topic
FROM item;

INSERT INTO periods BY NAME
SELECT
    order_id, item_id, repeat AS ordinal, CASE WHEN dated THEN 'month' ELSE 'continuous' END AS kind,
    CASE WHEN dated THEN make_date(year, 9, 1) + to_months(planned + chance % 3) END::DATE AS start_date,
    (start_date + to_months(1 + chance % 4) - INTERVAL 1 DAY)::DATE AS end_date,
    start_date AS effective_start, end_date AS effective_end,
    planned + chance % 3 AS plan_month_from, planned + chance % 3 + chance % 4 AS plan_month_to
FROM (SELECT *, unnest(range(1, CASE WHEN k % 10 = 0 THEN 3 ELSE 2 END)) AS repeat, chance % 8 > 0 AS dated FROM item);

INSERT INTO responsibles BY NAME
SELECT
    order_id, item_id, place AS ordinal, 'Ответственный' AS mention,
    CASE WHEN place = 1 THEN 'org' ELSE 'person' END AS kind,
    kind || '-' || substr(md5(territory || kind || chance % 9), 1, 10) AS entity_id,
    CASE WHEN kind = 'person' THEN 'Иванов И.' || chance % 9
        ELSE ['Министерство образования', 'Центр оценки качества', 'Управление образования', 'школы'][1 + chance % 4]
    END AS canonical,
    true AS resolved,
    CASE WHEN kind = 'org' THEN ['regional', 'regional', 'municipal', 'school'][1 + chance % 4] END AS level
FROM (SELECT *, unnest(range(1, CASE WHEN k % 3 = 0 THEN 2 ELSE 3 END)) AS place FROM item);

INSERT INTO entities BY NAME
SELECT entity_id, kind, any_value(canonical) AS canonical, any_value(level) AS level, true AS resolved
FROM responsibles
GROUP BY entity_id, kind;

INSERT INTO clusters BY NAME
SELECT cluster_id, 'Типовое мероприятие ' || cluster_id AS label, item_id
FROM (
    SELECT item_id, 'c' || CASE WHEN k < 60 THEN region_code || '-' || k ELSE k || '-' || hash(territory, k) % 100 END
        AS cluster_id
    FROM item
)
WHERE hash(item_id) % 20 > 0;

INSERT INTO matches BY NAME
SELECT
    this.item_id, last.item_id AS other_item_id, 0.95 AS score,
    CASE WHEN this.k % 2 = 0 THEN 'copy' ELSE 'same_activity' END AS relation
FROM item AS this
INNER JOIN item AS last ON this.territory = last.territory AND this.year = last.year + 1 AND this.k = last.k

UNION ALL

SELECT this.item_id, regional.item_id, 0.9, CASE WHEN this.k < 50 THEN 'copy' ELSE 'same_activity' END
FROM item AS this
INNER JOIN item AS regional
    ON this.region_code = regional.region_code AND this.year = regional.year AND this.k = regional.k
WHERE this.k < 60 AND NOT this.regional AND regional.regional;

INSERT INTO text_years BY NAME
SELECT
    order_id, item_id, 1 AS ordinal, 'activity' AS field, year - 1 AS year_from, year - 1 AS year_to,
    year - 1 || ' году' AS quote, true AS stale
FROM item
WHERE chance % 50 = 0;

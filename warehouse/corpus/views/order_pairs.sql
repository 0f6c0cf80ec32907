-- Приказы, которые естественно сравнить друг с другом: years — одной территории, нынешний с предыдущим загруженным;
-- municipal — муниципальный с региональным того же учебного года, а нет его — последнего из предыдущих.
CREATE VIEW order_pairs AS
WITH placed AS (
    SELECT
        order_id, region_code, academic_year, level,
        municipality_key(municipality) AS municipality
    FROM orders
    WHERE region_code IS NOT NULL AND academic_year IS NOT NULL
),

candidates AS (
    SELECT
        'years' AS kind, earlier.order_id, later.order_id AS other_order_id,
        earlier.academic_year = max(earlier.academic_year) OVER (PARTITION BY later.order_id) AS latest
    FROM placed AS later
    INNER JOIN placed AS earlier
        ON later.region_code = earlier.region_code
        AND later.municipality IS NOT DISTINCT FROM earlier.municipality
        AND later.academic_year > earlier.academic_year

    UNION ALL

    SELECT
        'municipal', regional.order_id, municipal.order_id,
        regional.academic_year = max(regional.academic_year) OVER (PARTITION BY municipal.order_id)
    FROM placed AS municipal
    INNER JOIN placed AS regional
        ON municipal.region_code = regional.region_code
        AND municipal.academic_year >= regional.academic_year
    WHERE municipal.municipality IS NOT NULL AND regional.municipality IS NULL
)

SELECT kind, order_id, other_order_id
FROM candidates
WHERE latest;

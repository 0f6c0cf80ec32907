-- Кто отвечает за мероприятие, по видам: federal — федеральные органы, ministry — региональный орган власти, centre —
-- региональные центры, институты, комиссии, municipality, school, person — люди без должности, unknown — не установлен.
CREATE VIEW responsible_bodies AS
SELECT DISTINCT
    order_id,
    item_id,
    CASE
        WHEN level = 'federal' THEN 'federal'
        WHEN level = 'municipal' THEN 'municipality'
        WHEN level = 'school' THEN 'school'
        WHEN level = 'regional' AND regexp_matches(
            lower(coalesce(canonical, mention)),
            '^[^а-яё]*((первый )?заместител[а-яё]+ |главн[а-яё]+ )*'
            || '(министерств|министр|департамент|комитет|правительств|управлени|служб|агентств|отдел|сектор)'
        ) THEN 'ministry'
        WHEN level = 'regional' THEN 'centre'
        WHEN kind = 'person' THEN 'person'
        ELSE 'unknown'
    END AS body
FROM responsibles;

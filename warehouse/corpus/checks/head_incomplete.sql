-- severity: warning
-- title: Реквизит приказа не найден
-- message: {what} не найден в приказе: {lost}
-- fires:
--   orders: [{region_code: "42", region: "Кемеровская область – Кузбасс", level: regional, signed_on: 2023-10-25, academic_year: 2023-2024}]
-- fires:
--   orders: [{number: "15", level: municipal, municipality: "Вельский район", signed_on: 2023-10-25, academic_year: 2023-2024}]
-- fires:
--   orders: [{number: "15", region_code: "29", level: municipal, signed_on: 2023-10-25, academic_year: 2023-2024}]
-- passes:
--   orders: [{number: "15", region_code: "29", level: regional, signed_on: 2023-10-25, academic_year: 2023-2024}]
-- passes:
--   orders: [{region_code: "29", level: regional, signed_on: 2023-10-25, academic_year: 2023-2024, corrected: [number]}]
WITH fields AS (
    SELECT
        order_id,
        unnest([
            {
                'name': 'region', 'empty': region_code IS NULL, 'what': 'Субъект РФ',
                'lost': 'приказ не войдёт в сравнения по регионам', 'severity': NULL
            },
            {
                'name': 'municipality', 'empty': level = 'municipal' AND municipality IS NULL,
                'what': 'Муниципалитет муниципального приказа',
                'lost': 'приказ не с чем сравнить по территории', 'severity': NULL
            },
            {
                'name': 'level', 'empty': level IS NULL, 'what': 'Уровень приказа',
                'lost': 'неизвестно, региональный он или муниципальный', 'severity': NULL
            },
            {
                'name': 'number', 'empty': number IS NULL, 'what': 'Номер приказа',
                'lost': 'новую версию не узнать по номеру', 'severity': NULL
            },
            {
                'name': 'signed_on', 'empty': signed_on IS NULL, 'what': 'День подписания приказа',
                'lost': 'неизвестно, какие сроки истекли до него и какой приказ позднее', 'severity': NULL
            },
            {
                'name': 'academic_year', 'empty': academic_year IS NULL, 'what': 'Учебный год плана',
                'lost': 'сроки без года читаются без него', 'severity': 'info'
            }
        ]) AS field,
        coalesce(corrected, []) AS corrected
    FROM orders
)

SELECT
    order_id,
    NULL AS item_id,
    field.name AS same,
    field.what,
    field.lost,
    field.severity,
    'указать: dorkarta correct ' || order_id || ' ' || field.name || ' ЗНАЧЕНИЕ' AS suggestion
FROM fields
WHERE coalesce(field.empty, false) AND NOT list_contains(corrected, field.name)

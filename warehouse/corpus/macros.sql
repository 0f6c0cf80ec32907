-- Words for dates, as orders print them.
CREATE MACRO month_name(d) AS
    ['январь', 'февраль', 'март', 'апрель', 'май', 'июнь',
     'июль', 'август', 'сентябрь', 'октябрь', 'ноябрь', 'декабрь'][month(d)];

-- 2024-11-01, 2025-02-28 -> 'ноябрь 2024 года – февраль 2025 года'; an open end: 'с 01.11.2024', 'до 15.05.2025'.
CREATE MACRO period_text(first, last) AS CASE
    WHEN first IS NULL AND last IS NULL THEN NULL
    WHEN first IS NULL THEN 'до ' || strftime(last, '%d.%m.%Y')
    WHEN last IS NULL THEN 'с ' || strftime(first, '%d.%m.%Y')
    WHEN first = last THEN strftime(first, '%d.%m.%Y')
    WHEN day(first) <> 1 OR last_day(last) <> last
        THEN 'с ' || strftime(first, '%d.%m.%Y') || ' по ' || strftime(last, '%d.%m.%Y')
    WHEN date_trunc('month', first) = date_trunc('month', last)
        THEN month_name(last) || ' ' || year(last) || ' года'
    WHEN month(first) = 1 AND month(last) = 12 AND year(first) = year(last)
        THEN year(last) || ' год'
    WHEN month(first) = 9 AND month(last) = 8 AND year(first) + 1 = year(last)
        THEN year(first) || '-' || year(last) || ' учебный год'
    WHEN year(first) = year(last)
        THEN month_name(first) || ' – ' || month_name(last) || ' ' || year(last) || ' года'
    ELSE month_name(first) || ' ' || year(first) || ' года – ' || month_name(last) || ' ' || year(last) || ' года'
END;

-- Numbers of points: '3.12.' -> [3, 12]; NULL for anything but figures up to 999 and dots ('а)', 'IV', '2024').
CREATE MACRO number_levels(number) AS CASE
    WHEN regexp_full_match(number, '\s*\d{1,3}(\s*\.\s*\d{1,3})*\s*[.)]{0,2}\s*')
        THEN CAST(string_split(rtrim(number, '.) '), '.') AS INTEGER[])
END;

-- Months in one count over the years: 2001-09-30 -> 24020.
CREATE MACRO month_number(day) AS CAST(year(day) * 12 + month(day) - 1 AS INTEGER);

-- The month of the school year that a month has in a plan, all as month_number: 0 is September, 11 is August, below 0
-- before the plan, from 12 after it. Plans of a calendar year or of several years are folded: March is 6 in each.
CREATE MACRO school_month(number, plan_first, plan_last) AS CASE
    WHEN number < plan_first THEN number - plan_first
    WHEN number > plan_last THEN 11 + number - plan_last
    ELSE (number + 4) % 12
END;

-- A month of the school year as comparisons show it: all before the plan is -1, all after it 12, without dates NULL.
CREATE MACRO shown_month(plan_month) AS
    CASE WHEN plan_month IS NOT NULL THEN greatest(-1, least(12, plan_month)) END;

-- The same day in the school year 2001-2002, so that plans of different years compare: 2024-11-05 -> 2001-11-05; the
-- last day of a month stays its last day: 2024-02-29 -> 2002-02-28.
CREATE MACRO school_month_start(day, plan_first, plan_last) AS
    CAST(DATE '2001-09-01' + to_months(school_month(month_number(day), plan_first, plan_last)) AS DATE);
CREATE MACRO school_day(day, plan_first, plan_last) AS CASE
    WHEN day = last_day(day) THEN last_day(school_month_start(day, plan_first, plan_last))
    ELSE school_month_start(day, plan_first, plan_last) + (day(day) - 1)::INTEGER
END;

-- What names of one municipality share over the years: 'Новокузнецкий муниципальный район' -> 'новокузнецкий'.
CREATE MACRO municipality_key(municipality) AS array_to_string(list_filter(
    regexp_extract_all(lower(municipality), '[а-яёa-z0-9]+'),
    lambda word: NOT regexp_full_match(word,
        '(муниципальн|городск|сельск|внутригородск|администраци|образовани|территори|поселени)[а-яё]*'
        || '|(округ|район|город)(а|е|у|ом)?|пос[её]л[а-яё]*|зато|г|го|мо|мр|с|п|пгт|о'
    )
), ' ');

-- Letters in which two Russian words differ; levenshtein counts bytes, and a Cyrillic letter has two.
CREATE MACRO letters_apart(one, other) AS damerau_levenshtein(
    translate(replace(lower(one), 'ё', 'е'), 'абвгдежзийклмнопрстуфхцчшщъыьэюя', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ!#$%&*'),
    translate(replace(lower(other), 'ё', 'е'), 'абвгдежзийклмнопрстуфхцчшщъыьэюя', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ!#$%&*')
);

-- What printings of one number of an order share: '№ 10-П-2653', '10 – п – 2653' -> '10-п-2653'.
CREATE MACRO number_key(number) AS trim(regexp_replace(lower(number), '[^0-9a-zа-яё/]+', '-', 'g'), '-');

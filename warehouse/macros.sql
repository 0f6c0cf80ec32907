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

-- Words for dates, as orders print them.
create macro month_name(day) as
    ['январь', 'февраль', 'март', 'апрель', 'май', 'июнь',
     'июль', 'август', 'сентябрь', 'октябрь', 'ноябрь', 'декабрь'][month(day)];

-- 2024-11-01, 2025-02-28 -> 'ноябрь 2024 года – февраль 2025 года'; one end open: 'с 01.11.2024', 'до 15.05.2025'.
create macro period_text(first_day, last_day) as case
    when first_day is null and last_day is null then null
    when first_day is null then 'до ' || strftime(last_day, '%d.%m.%Y')
    when last_day is null then 'с ' || strftime(first_day, '%d.%m.%Y')
    when first_day = last_day then strftime(first_day, '%d.%m.%Y')
    when day(first_day) <> 1 or last_day(last_day) <> last_day
        then 'с ' || strftime(first_day, '%d.%m.%Y') || ' по ' || strftime(last_day, '%d.%m.%Y')
    when date_trunc('month', first_day) = date_trunc('month', last_day)
        then month_name(last_day) || ' ' || year(last_day) || ' года'
    when month(first_day) = 1 and month(last_day) = 12 and year(first_day) = year(last_day)
        then year(last_day) || ' год'
    when month(first_day) = 9 and month(last_day) = 8 and year(first_day) + 1 = year(last_day)
        then year(first_day) || '-' || year(last_day) || ' учебный год'
    when year(first_day) = year(last_day)
        then month_name(first_day) || ' – ' || month_name(last_day) || ' ' || year(last_day) || ' года'
    else month_name(first_day) || ' ' || year(first_day) || ' года – '
        || month_name(last_day) || ' ' || year(last_day) || ' года'
end;

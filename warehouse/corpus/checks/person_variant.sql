-- severity: warning
-- title: Фамилия или инициалы напечатаны по-разному
-- message: {statement}
-- fires:
--   responsibles: [{mention: "Владиминова Е.В.", canonical: "Владимирова Е.В.", kind: person, basis: spelling}]
-- fires:
--   items: [{item_id: a}, {item_id: b}]
--   responsibles: [
--   {item_id: a, mention: "Филиппова О.Н.", canonical: "Филиппова О.Н.", kind: person, basis: printed},
--   {item_id: b, mention: "Филипова О.Н.", canonical: "Филиппова О.Н.", kind: person, basis: spelling}]
-- fires:
--   items: [{item_id: a}, {item_id: b}, {item_id: c}, {item_id: d}]
--   responsibles: [
--   {item_id: a, mention: "Иванова А.П.", canonical: "Иванова А.П.", kind: person}, {item_id: b, mention: "Иванова А.П.", canonical: "Иванова А.П.", kind: person},
--   {item_id: c, mention: "Иванова А.П.", canonical: "Иванова А.П.", kind: person}, {item_id: d, mention: "Иванова А.Н.", canonical: "Иванова А.Н.", kind: person}]
-- fires:
--   items: [{item_id: a}, {item_id: b}, {item_id: c}, {item_id: d}]
--   responsibles: [
--   {item_id: a, mention: "Крючкова Е.А.", canonical: "Крючкова Е.А.", kind: person}, {item_id: b, mention: "Крючкова Е.А.", canonical: "Крючкова Е.А.", kind: person},
--   {item_id: c, mention: "Крючкова Е.А.", canonical: "Крючкова Е.А.", kind: person}, {item_id: d, mention: "Крюкова Е.А.", canonical: "Крюкова Е.А.", kind: person}]
-- passes:
--   responsibles: [{mention: "Терновую Л.С.", canonical: "Терновая Л.С.", kind: person, basis: printed}]
-- passes:
--   items: [{item_id: a}, {item_id: b}, {item_id: c}, {item_id: d}]
--   responsibles: [
--   {item_id: a, mention: "Иванова А.П.", canonical: "Иванова А.П.", kind: person}, {item_id: b, mention: "Иванова А.П.", canonical: "Иванова А.П.", kind: person},
--   {item_id: c, mention: "Иванова А.П.", canonical: "Иванова А.П.", kind: person}, {item_id: d, mention: "Иванов А.П.", canonical: "Иванов А.П.", kind: person}]
-- passes:
--   items: [{item_id: a}, {item_id: b}, {item_id: c}, {item_id: d}]
--   responsibles: [
--   {item_id: a, mention: "Иванова А.П.", canonical: "Иванова А.П.", kind: person}, {item_id: b, mention: "Иванова А.П.", canonical: "Иванова А.П.", kind: person},
--   {item_id: c, mention: "Иванова А.П.", canonical: "Иванова А.П.", kind: person}, {item_id: d, mention: "Иванова Т.С.", canonical: "Иванова Т.С.", kind: person}]
WITH named AS (
    SELECT
        order_id, canonical, count(*) FILTER (NOT coalesce(inherited, false)) AS times,
        replace(lower(regexp_extract(canonical, '^\S+')), 'ё', 'е') AS surname,
        regexp_extract(canonical, ' ([А-ЯЁ])\.', 1) AS first_initial,
        regexp_extract(canonical, '\.\s?([А-ЯЁ])\.', 1) AS second_initial
    FROM responsibles
    WHERE kind = 'person' AND regexp_matches(canonical, '^\S+ [А-ЯЁ]\.\s?[А-ЯЁ]\.$')
    GROUP BY order_id, canonical
    HAVING times > 0
),

-- One initial other, or both exchanged: 'Иванова А.П.', 'Иванова А.Н.', 'Иванова П.А.'.
other_initials AS (
    SELECT rare.order_id, rare.canonical, usual.canonical AS usual_name, usual.times, 'Инициалы' AS what
    FROM named AS rare
    INNER JOIN named AS usual ON rare.order_id = usual.order_id AND rare.surname = usual.surname
    WHERE
        usual.times >= greatest(3, 3 * rare.times)
        AND rare.canonical <> usual.canonical
        AND (
            rare.first_initial = usual.first_initial
            OR rare.second_initial = usual.second_initial
            OR (rare.first_initial = usual.second_initial AND rare.second_initial = usual.first_initial)
        )
),

-- One letter other in the surname, the initials alike; a man and a woman of one name are two people.
other_surname AS (
    SELECT rare.order_id, rare.canonical, usual.canonical AS usual_name, usual.times, 'Фамилия' AS what
    FROM named AS rare
    INNER JOIN named AS usual
        ON rare.order_id = usual.order_id
        AND rare.first_initial = usual.first_initial
        AND rare.second_initial = usual.second_initial
    WHERE
        usual.times >= greatest(3, 3 * rare.times)
        AND length(rare.surname) BETWEEN 5 AND 40
        AND rare.surname[1] = usual.surname[1]
        AND abs(length(rare.surname) - length(usual.surname)) <= 1
        AND rare.surname <> usual.surname || 'а'
        AND usual.surname <> rare.surname || 'а'
        AND letters_apart(rare.surname, usual.surname) = 1
),

spellings AS (
    SELECT order_id, item_id, mention, canonical, count(*) OVER (PARTITION BY order_id, mention) AS spelt
    FROM responsibles
    WHERE kind = 'person' AND basis = 'spelling' AND NOT coalesce(inherited, false)
),

usually AS (
    SELECT order_id, canonical, count(*) AS usual
    FROM responsibles
    WHERE kind = 'person' AND basis IS DISTINCT FROM 'spelling' AND NOT coalesce(inherited, false)
    GROUP BY order_id, canonical
),

variants AS (
    SELECT *
    FROM (FROM other_initials UNION ALL FROM other_surname)
    QUALIFY row_number() OVER (PARTITION BY order_id, canonical ORDER BY times DESC, usual_name) = 1
)

SELECT
    order_id,
    item_id,
    mention AS quote,
    CASE
        WHEN coalesce(usual, 0) > spelt
            THEN 'Фамилия «' || mention || '» – вероятно, ' || canonical || ': так она напечатана в приказе чаще'
        ELSE 'В приказе есть и «' || canonical || '», и «' || mention || '»: какая фамилия верна и один ли это человек, '
            || 'он не говорит'
    END AS statement,
    CASE WHEN coalesce(usual, 0) > spelt THEN canonical END AS suggestion
FROM spellings
LEFT JOIN usually USING (order_id, canonical)

UNION ALL

SELECT
    responsibles.order_id,
    responsibles.item_id,
    mention,
    what || ' в «' || mention || '» – вероятно, ' || usual_name || ': так в приказе напечатано ' || times || ' раз',
    usual_name
FROM responsibles
INNER JOIN variants
    ON responsibles.order_id = variants.order_id AND responsibles.canonical = variants.canonical AND kind = 'person'
WHERE NOT coalesce(inherited, false) AND basis IS DISTINCT FROM 'spelling'

-- severity: warning
-- title: Организация названа по-разному
-- message: {statement}
-- fires:
--   items: [{item_id: a}, {item_id: b}, {item_id: c}, {item_id: d}, {item_id: e}, {item_id: f}]
--   responsibles: [
--   {item_id: a, mention: "УО АНМО", kind: org}, {item_id: b, mention: "УО АНМО", kind: org},
--   {item_id: c, mention: "УО АНМО", kind: org}, {item_id: d, mention: "УО АНМО", kind: org},
--   {item_id: e, mention: "УО АНМО", kind: org}, {item_id: f, mention: "УО АНМР", kind: org}]
-- fires:
--   items: [{item_id: a, responsible_raw: "УО, ОО"}, {item_id: b, responsible_raw: "УО, ОО"}, {item_id: c, responsible_raw: "УО ОО"},
--   {item_id: d, responsible_raw: "УО, ОО"}, {item_id: e, responsible_raw: "УО, ОО"}]
--   responsibles: [
--   {item_id: a, ordinal: 1, mention: "УО", kind: org}, {item_id: a, ordinal: 2, mention: "ОО", kind: org},
--   {item_id: b, ordinal: 1, mention: "УО", kind: org}, {item_id: b, ordinal: 2, mention: "ОО", kind: org},
--   {item_id: c, ordinal: 1, mention: "УО", kind: org}, {item_id: c, ordinal: 2, mention: "ОО", kind: org},
--   {item_id: d, ordinal: 1, mention: "УО", kind: org}, {item_id: d, ordinal: 2, mention: "ОО", kind: org},
--   {item_id: e, ordinal: 1, mention: "УО", kind: org}, {item_id: e, ordinal: 2, mention: "ОО", kind: org}]
-- fires: {text_damage: [{quote: "Рособнадзора", kind: name, expected: "Рособрнадзора", certainty: high}]}
-- fires:
--   items: [{item_id: a}, {item_id: b}, {item_id: c}, {item_id: d}, {item_id: e}, {item_id: f}]
--   definitions: [{short: "ООО", full_name: "отдел общего образования"}]
--   responsibles: [
--   {item_id: a, mention: "руководители ОО", kind: role}, {item_id: b, mention: "руководители ОО", kind: role},
--   {item_id: c, mention: "руководители ОО", kind: role}, {item_id: d, mention: "руководители ОО", kind: role},
--   {item_id: e, mention: "руководителей ОО", kind: role}, {item_id: f, mention: "руководители ООО", kind: role}]
-- passes:
--   items: [{item_id: a}, {item_id: b}, {item_id: c}, {item_id: d}, {item_id: e}, {item_id: f}]
--   responsibles: [
--   {item_id: a, mention: "руководители ОО", kind: role}, {item_id: b, mention: "руководители ОО", kind: role},
--   {item_id: c, mention: "руководители ОО", kind: role}, {item_id: d, mention: "руководители ОО", kind: role},
--   {item_id: e, mention: "руководители ОО", kind: role}, {item_id: f, mention: "специалисты ООО", kind: role}]
-- passes:
--   items: [{item_id: a}, {item_id: b}, {item_id: c}, {item_id: d}, {item_id: e}, {item_id: f}]
--   responsibles: [
--   {item_id: a, mention: "руководители РМО", kind: role}, {item_id: b, mention: "руководители РМО", kind: role},
--   {item_id: c, mention: "руководители РМО", kind: role}, {item_id: d, mention: "руководители РМО", kind: role},
--   {item_id: e, mention: "руководители РМО", kind: role}, {item_id: f, mention: "руководители ШМО", kind: role}]
-- passes:
--   items: [{item_id: a}, {item_id: b}, {item_id: c}, {item_id: d}, {item_id: e}, {item_id: f}]
--   responsibles: [
--   {item_id: a, mention: "МБОУ СОШ № 1", kind: org}, {item_id: b, mention: "МБОУ СОШ № 1", kind: org},
--   {item_id: c, mention: "МБОУ СОШ № 1", kind: org}, {item_id: d, mention: "МБОУ СОШ № 1", kind: org},
--   {item_id: e, mention: "МБОУ СОШ № 1", kind: org}, {item_id: f, mention: "МБОУ СОШ № 2", kind: org}]
WITH printed AS (
    SELECT
        order_id, mention,
        regexp_replace(upper(mention), '[^А-ЯЁA-Z0-9]', '', 'g') AS letters,
        count(*) FILTER (NOT coalesce(inherited, false)) AS times,
        min_by(item_id, item_id) AS any_item
    FROM responsibles
    WHERE kind = 'org'
    GROUP BY order_id, mention
    HAVING times > 0
),

-- The name itself and what is left of it without each of its letters: two names one letter apart share one of these.
reduced AS (
    SELECT order_id, mention, times, letters, letters AS rest FROM printed

    UNION

    SELECT
        order_id, mention, times, letters,
        unnest(list_transform(range(1, length(letters) + 1), lambda n: letters[: n - 1] || letters[n + 1 :])) AS rest
    FROM printed
    WHERE length(letters) BETWEEN 5 AND 80
),

-- The same letters with other blanks, or one letter other in a name that is printed five times as often.
variants AS (
    SELECT
        rare.order_id, rare.mention, usual.mention AS usual_mention, rare.times, usual.times AS usual_times
    FROM reduced AS rare
    INNER JOIN reduced AS usual
        ON rare.order_id = usual.order_id AND rare.rest = usual.rest AND usual.times >= 5 * rare.times
    WHERE
        rare.mention <> usual.mention
        AND (
            (rare.letters = usual.letters AND upper(rare.mention) <> upper(usual.mention))
            OR (
                least(length(rare.letters), length(usual.letters)) >= 5
                AND letters_apart(rare.letters, usual.letters) = 1
                AND regexp_replace(rare.letters, '\D', '', 'g') = regexp_replace(usual.letters, '\D', '', 'g')
            )
        )
    QUALIFY row_number() OVER (PARTITION BY rare.order_id, rare.mention ORDER BY usual.times DESC, usual.mention) = 1
),

neighbours AS (
    SELECT
        responsibles.order_id, responsibles.item_id, items.seq, responsibles.kind,
        mention AS first, lead(mention) OVER cell AS second, lead(kind) OVER cell AS second_kind,
        regexp_replace(items.responsible_raw, '\s+', ' ', 'g') AS cell
    FROM responsibles
    INNER JOIN items ON responsibles.item_id = items.item_id
    WHERE NOT coalesce(responsibles.inherited, false)
    WINDOW cell AS (PARTITION BY responsibles.item_id ORDER BY ordinal)
),

joined AS (
    SELECT
        *,
        contains(cell, first || ' ' || second) AS blank,
        count(*) OVER (PARTITION BY order_id, second) AS seconds,
        count(*) FILTER (contains(cell, first || ' ' || second)) OVER (PARTITION BY order_id, first, second) AS blanks
    FROM neighbours
    WHERE kind = 'org' AND second_kind = 'org'
),

-- Two organisations in one cell with a blank between them where the order parts organisations with commas. What always
-- stands together is one name that was read as two ('СКИРО ПК и ПРО').
parted AS (
    SELECT *, avg(blank::INTEGER) OVER (PARTITION BY order_id) AS share
    FROM joined
    WHERE NOT blank OR blanks = 1 OR 2 * blanks <= seconds
),

-- «руководители ООО»: whose they are, and how often the order says so of the same people.
roles AS (
    SELECT
        order_id, item_id, mention,
        lower(regexp_extract(mention, '^\S{1,6}')) AS people,
        regexp_extract(mention, ' ([А-ЯЁ]{2,6})$', 1) AS whose,
        count(*) OVER (PARTITION BY order_id, people, whose) AS times
    FROM responsibles
    WHERE kind = 'role' AND whose <> '' AND NOT coalesce(inherited, false)
),

-- What an abbreviation means here: as the order defines it, or as the body that it names by itself.
meanings AS (
    SELECT order_id, short, min(full_name) AS full_name
    FROM (
        SELECT order_id, short, full_name FROM definitions
        UNION ALL
        SELECT order_id, mention, canonical FROM responsibles WHERE kind = 'org' AND resolved AND canonical <> mention
    )
    GROUP BY order_id, short
),

other_bodies AS (
    SELECT
        rare.order_id, rare.item_id, rare.mention, rare.whose, full_name,
        left(rare.mention, -length(rare.whose)) || usual.whose AS meant,
        CASE WHEN length(rare.whose) > length(usual.whose) THEN rare.whose ELSE usual.whose END AS longer,
        CASE WHEN length(rare.whose) > length(usual.whose) THEN usual.whose ELSE rare.whose END AS shorter
    FROM roles AS rare
    INNER JOIN (SELECT DISTINCT order_id, people, whose, times FROM roles) AS usual
        ON rare.order_id = usual.order_id AND rare.people = usual.people AND rare.whose <> usual.whose
    LEFT JOIN meanings ON rare.order_id = meanings.order_id AND rare.whose = short
    WHERE
        usual.times >= CASE WHEN full_name IS NULL THEN 5 * rare.times ELSE rare.times + 1 END
        AND length(longer) = length(shorter) + 1
)

SELECT
    responsibles.order_id,
    responsibles.item_id,
    variants.mention AS quote,
    'Вместо «' || variants.mention || '» обычно в приказе стоит «' || usual_mention || '»' AS statement,
    usual_mention AS suggestion
FROM responsibles
INNER JOIN variants
    ON responsibles.order_id = variants.order_id AND responsibles.mention = variants.mention AND responsibles.kind = 'org'
WHERE NOT coalesce(responsibles.inherited, false) AND len(coalesce(responsibles.corrected, [])) = 0

UNION ALL

SELECT
    order_id, item_id, first || ' ' || second,
    'Между «' || first || '» и «' || second || '» пропущена запятая',
    first || ', ' || second
FROM parted
WHERE blank AND share <= 0.25

UNION ALL

-- A letter too many or too few makes another body of it, or doubles a letter: 'ООО' for 'ОО'.
SELECT
    order_id, item_id, mention,
    'Вместо «' || mention || '» обычно в приказе стоит «' || meant || '»'
    || coalesce(', а ' || whose || ' здесь – ' || full_name, ''),
    meant
FROM other_bodies
WHERE len(list_filter(
    range(1, length(longer) + 1),
    lambda n: longer[: n - 1] || longer[n + 1 :] = shorter
        AND (full_name IS NOT NULL OR longer[n] = longer[n + 1])
)) > 0

UNION ALL

SELECT
    order_id, item_id, quote,
    'Название организации напечатано с ошибкой: «' || quote || '» – вероятно, «' || expected || '»',
    expected
FROM text_damage
WHERE kind = 'name'

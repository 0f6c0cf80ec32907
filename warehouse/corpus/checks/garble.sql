-- severity: warning
-- title: Слово повреждено
-- message: {statement} «{quote}»{meant}
-- yields_to: org_variant, person_variant
-- fires: {text_damage: [{quote: "Рособrнадзора", kind: mixed_script, expected: "Рособрнадзора", certainty: high}]}
-- fires: {text_damage: [{quote: "научнопрактических", kind: lost_hyphen, expected: "научно-практических", certainty: high}]}
-- passes: {text_damage: [{quote: "Рособнадзора", kind: name, expected: "Рособрнадзора", certainty: high}]}
SELECT
    order_id,
    item_id,
    quote,
    CASE kind
        WHEN 'mixed_script' THEN 'Буквы разных алфавитов в слове'
        WHEN 'latin_letter' THEN 'Латинские буквы вместо русских:'
        WHEN 'zeros' THEN 'Нули вместо букв:'
        WHEN 'digit_inside' THEN 'Цифра внутри слова'
        WHEN 'lost_hyphen' THEN 'Потерян дефис:'
        WHEN 'double_hyphen' THEN 'Лишний дефис:'
        WHEN 'lost_blank' THEN 'Потерян пробел:'
        WHEN 'broken_word' THEN 'Слово разорвано:'
        WHEN 'broken_abbreviation' THEN 'Сокращение разорвано:'
        WHEN 'abbreviation' THEN 'Сокращение напечатано с ошибкой:'
        WHEN 'case' THEN 'Сокращение напечатано не теми буквами:'
        WHEN 'repeated_word' THEN 'Слово повторено:'
        WHEN 'repeated_phrase' THEN 'Слова повторены:'
        WHEN 'bracket' THEN 'Скобка без пары:'
        WHEN 'quote' THEN 'Кавычка без пары:'
        WHEN 'missing_word' THEN 'Пропущено слово:'
        WHEN 'truncated' THEN 'Текст оборван:'
        WHEN 'ending' THEN 'Слова не согласованы:'
        ELSE 'Вероятна опечатка:'
    END AS statement,
    coalesce(' – вероятно, «' || expected || '»', '') AS meant,
    expected AS suggestion,
    -- An abbreviation that only looks like another one is a guess: «МРУО» need not be a misprinted «МОУО».
    CASE WHEN certainty = 'low' OR (certainty = 'medium' AND kind = 'abbreviation') THEN 'info' END AS severity
FROM text_damage
WHERE kind <> 'name'

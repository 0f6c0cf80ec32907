-- One page of an order's rows in reading order, with their periods, responsibles, actions and findings.
-- Parameters: order_id, text; rows, rows passed.
WITH found AS (
    SELECT items.*, count(*) OVER () AS total
    FROM items
    WHERE
        order_id = $1
        AND contains(lower(concat_ws(' ', number, activity, section, period_raw, responsible_raw)), lower($2))
    ORDER BY seq
    LIMIT $3 OFFSET $4
),

dated AS (
    SELECT
        item_id,
        list({
            raw: raw, kind: kind, first: effective_start, last: effective_end, flags: flags,
            suggested: suggested_start IS NOT NULL OR suggested_end IS NOT NULL
        } ORDER BY ordinal) AS periods
    FROM periods
    SEMI JOIN found USING (item_id)
    GROUP BY item_id
),

answerable AS (
    SELECT item_id, list(coalesce(canonical, mention) ORDER BY ordinal) AS responsibles
    FROM responsibles
    SEMI JOIN found USING (item_id)
    GROUP BY item_id
),

acting AS (
    SELECT item_id, list({level: level, text: text} ORDER BY ordinal) AS actions
    FROM actions
    SEMI JOIN found USING (item_id)
    GROUP BY item_id
),

doubted AS (
    SELECT
        item_id,
        list({severity: severity, message: message, suggestion: suggestion} ORDER BY severity, finding_id) AS findings
    FROM finding_rows
    SEMI JOIN found USING (item_id)
    WHERE status <> 'dismissed'
    GROUP BY item_id
)

SELECT
    found.item_id, found.section, found.subsection, found.number, found.is_group, found.activity,
    found.activity_inherited, found.period_raw, found.responsible_raw, found.result, found.locator, found.total,
    dated.periods, answerable.responsibles, acting.actions, doubted.findings
FROM found
LEFT JOIN dated USING (item_id)
LEFT JOIN answerable USING (item_id)
LEFT JOIN acting USING (item_id)
LEFT JOIN doubted USING (item_id)
ORDER BY found.seq

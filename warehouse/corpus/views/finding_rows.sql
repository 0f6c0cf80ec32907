-- Замечания по местам: повторяющееся замечание — столько строк, сколько у него мест; finding_id — замечание в этом месте.
CREATE VIEW finding_rows AS
SELECT
    finding_places.place_id AS finding_id, findings.order_id, finding_places.item_id, findings.check, findings.severity,
    finding_places.status, finding_places.quote, finding_places.page, findings.message, findings.suggestion,
    findings.related, findings.finding_id AS group_id
FROM findings
INNER JOIN finding_places ON findings.finding_id = finding_places.finding_id;

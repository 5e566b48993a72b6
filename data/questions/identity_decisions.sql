-- Vad har avgjorts för hand om vilka rader som är samma åtgärd?
-- decision, same, before_text, after_text, before_document, after_document, who, made_at, undone_at, state
-- Tider är UTC. state är gäller, ersatt, ångrad eller hittar inte raderna (dokumentet är borta, eller läses annorlunda). I två års planer betyder same att åtgärden fortsätter.
WITH place AS (
    SELECT e.id, e.measure, d.name, w.sha256, w.row, w.fingerprint, p.id AS plan
    FROM entry e
    JOIN document d ON d.id = e.document
    JOIN entry_place w ON w.entry = e.id
    JOIN plan p ON p.district = d.district AND p.plan_year = d.plan_year
)
SELECT
    x.id AS decision, x.same, b.measure AS before_text, a.measure AS after_text, b.name AS before_document,
    a.name AS after_document, x.who, x.made_at, x.undone_at,
    CASE
        WHEN x.undone_at IS NOT NULL THEN 'ångrad'
        WHEN b.id IS NULL OR a.id IS NULL THEN 'hittar inte raderna'
        WHEN row_number() OVER (
            PARTITION BY x.undone_at IS NULL, least(b.id, a.id), greatest(b.id, a.id) ORDER BY x.id DESC
        ) > 1 THEN 'ersatt'
        ELSE 'gäller'
    END AS state
FROM decision x
LEFT JOIN place b ON b.sha256 = x.before_sha256 AND b.row = x.before_row AND b.fingerprint = x.before_fingerprint
LEFT JOIN place a ON a.sha256 = x.after_sha256 AND a.row = x.after_row AND a.fingerprint = x.after_fingerprint
WHERE len($plans::VARCHAR[]) = 0 OR list_has_any($plans::VARCHAR[], [b.plan, a.plan])
ORDER BY x.id

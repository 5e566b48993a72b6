-- Corrections that are not undone, each with the measure that it is about now: where it stood when corrected, else
-- where another reading has that row, else the one place in that document, else the one measure of that plan, with the
-- same text. No row when none is found.
SELECT id, measure, field, value, seen, known_on, made_at
FROM (
    SELECT
        c.id, l.measure, c.field, c.value, c.seen, c.known_on, c.made_at, CASE WHEN p.own THEN 1 ELSE 2 END AS nearness
    FROM correction c
    JOIN correction_anchor a ON a.correction = c.id
    JOIN entry_place p ON p.sha256 = a.sha256 AND p.row = a.row AND p.fingerprint = a.fingerprint
    JOIN link l ON l.entry = p.entry
    WHERE c.undone_at IS NULL
    UNION
    SELECT c.id, min(l.measure), c.field, c.value, c.seen, c.known_on, c.made_at, 3
    FROM correction c
    JOIN correction_anchor a ON a.correction = c.id
    JOIN entry_place p ON p.sha256 = a.sha256 AND p.fingerprint = a.fingerprint
    JOIN link l ON l.entry = p.entry
    WHERE c.undone_at IS NULL
    GROUP BY ALL
    HAVING count(DISTINCT l.measure) = 1
    UNION
    SELECT c.id, min(l.measure), c.field, c.value, c.seen, c.known_on, c.made_at, 4
    FROM correction c
    JOIN correction_anchor a ON a.correction = c.id
    JOIN entry e ON e.fingerprint = a.fingerprint
    JOIN link l ON l.entry = e.id
    JOIN measure m ON m.id = l.measure AND m.plan = c.plan
    WHERE c.undone_at IS NULL
    GROUP BY ALL
    HAVING count(DISTINCT l.measure) = 1
)
QUALIFY rank() OVER (PARTITION BY id ORDER BY nearness) = 1

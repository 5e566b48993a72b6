-- Vad har rättats i åtgärden, från vad till vad, av vem och varför?
-- correction, measure, field, before, value, seen, why, who, made_at, undone_at, undone_by, state
-- Den senaste först, även ångrade. Tider är UTC. before är värdet som gällde när rättelsen gjordes, NULL när den text som rättades inte längre visas; state är gäller, ersatt, ångrad eller texten är ändrad.
WITH mine AS (
    SELECT c.*, k.measure AS stands FROM correction c JOIN kept_correction k ON k.id = c.id
    UNION ALL
    SELECT c.*, min(l.measure)
    FROM correction c
    JOIN correction_anchor a ON a.correction = c.id
    JOIN entry_place p ON p.sha256 = a.sha256 AND p.fingerprint = a.fingerprint
    JOIN link l ON l.entry = p.entry
    WHERE c.undone_at IS NOT NULL
    GROUP BY ALL
)
SELECT
    c.id AS correction, s.measure, c.field,
    coalesce(
        (
            SELECT arg_max(earlier.value, earlier.id) FROM mine earlier
            WHERE earlier.stands = c.stands AND earlier.field = c.field AND earlier.seen = c.seen AND earlier.id < c.id
              AND (earlier.undone_at IS NULL OR earlier.undone_at > c.made_at)
        ),
        (
            SELECT min(r.value) FROM read_from r WHERE r.measure = s.measure AND r.field = c.field AND r.text = c.seen
        ),
        CASE WHEN starts_with(c.field, 'written_') THEN c.seen END
    ) AS before,
    c.value, c.seen, c.why, c.who, c.made_at, c.undone_at, c.undone_by,
    CASE
        WHEN c.undone_at IS NOT NULL THEN 'ångrad'
        WHEN a.id IS NOT NULL OR c.id IN (SELECT id FROM held_wording) THEN 'gäller'
        WHEN EXISTS (
            SELECT 1 FROM mine later
            WHERE later.stands = c.stands AND later.field = c.field AND later.seen = c.seen AND later.id > c.id
              AND later.undone_at IS NULL
        ) THEN 'ersatt'
        ELSE 'texten är ändrad'
    END AS state
FROM mine c
JOIN selected s ON s.measure = c.stands
LEFT JOIN applied_correction a ON a.moment = s.moment AND a.id = c.id AND a.measure = s.measure
ORDER BY s.measure, c.id DESC

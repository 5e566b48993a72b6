-- One row per measure that a person has said is none, in the latest document that it stands in: whatever plans are chosen.
SELECT k.measure
FROM kept_correction k
JOIN (
    SELECT l.measure, arg_max(e.measure || ' | ' || e.document, d.known_on) AS text
    FROM link l
    JOIN entry e ON e.id = l.entry
    JOIN document d ON d.id = e.document
    GROUP BY l.measure
) latest ON latest.measure = k.measure AND latest.text = k.seen
WHERE k.field = 'is_measure'
GROUP BY k.measure
HAVING arg_max(k.value, (k.made_at, k.id)) = 'false'

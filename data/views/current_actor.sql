-- One row per moment, measure and actor: as read from the latest entry, or as corrected by hand («kind:name | …»; the
-- party is then the one that the register knows for that name).
SELECT l.moment, l.measure, a.position, a.kind, a.name, a.party, a.title, a.contact
FROM latest_entry l
JOIN entry_actor a ON a.entry = l.entry
LEFT JOIN applied_correction c ON c.moment = l.moment AND c.measure = l.measure AND c.field = 'actors'
WHERE c.id IS NULL
UNION ALL
SELECT
    c.moment, c.measure, c.position, c.kind, c.name,
    coalesce((SELECT max(a.party) FROM entry_actor a WHERE a.kind = c.kind AND a.name = c.name), ''), '', ''
FROM (
    SELECT
        moment, measure, position,
        split_part(said, ':', 1) AS kind,
        trim(said[strpos(said, ':') + 1:]) AS name
    FROM (
        SELECT moment, measure, unnest(string_split(value, ' | ')) AS said, generate_subscripts(string_split(value, ' | '), 1) AS position
        FROM applied_correction
        WHERE field = 'actors' AND value <> ''
    )
) c

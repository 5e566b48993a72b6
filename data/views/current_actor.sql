-- One row per moment, measure and actor: as read from the latest entry, or as corrected by hand («kind:name | …»; the
-- party is then the one that the register knows for that name). A person goes by the name that all spellings of it are
-- counted under; `written` is the name as it stands, and `why` says why it is taken for that person ("" when it stands so).
SELECT
    a.moment, a.measure, a.position, a.kind, coalesce(n.name, a.name) AS name, a.party, a.title, a.contact,
    a.name AS written, coalesce(n.reason, '') AS why
FROM (
    SELECT l.moment, l.plan, l.measure, a.position, a.kind, a.name, a.party, a.title, a.contact
    FROM latest_entry l
    JOIN entry_actor a ON a.entry = l.entry
    LEFT JOIN applied_correction c ON c.moment = l.moment AND c.measure = l.measure AND c.field = 'actors'
    WHERE c.id IS NULL
    UNION ALL
    SELECT
        c.moment, m.plan, c.measure, c.position, c.kind, c.name,
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
    JOIN measure m ON m.id = c.measure
) a
JOIN plan p ON p.id = a.plan
LEFT JOIN person n ON a.kind = 'person' AND n.district = p.district AND n.spelling = a.name

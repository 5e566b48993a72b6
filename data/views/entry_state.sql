-- One row per entry and day that its document tells of: how the measure stood by that document on that day.
SELECT
    c.plan, l.measure, c.document, e.id AS entry, e.row, c.known_on, c.own,
    e.status, e.status_words, e.status_rule, e.status_doubt, e.continues, e.continues_words,
    e.followup, e.status_text, e.comment
FROM chosen_document c
JOIN entry e ON e.document = c.document
JOIN link l ON l.entry = e.id
WHERE c.own
UNION ALL
SELECT
    c.plan, l.measure, c.document, e.id, e.row, c.known_on, c.own,
    coalesce(f.status, 'ej_uppfoljd'), coalesce(f.status_words, ''), coalesce(f.status_rule, ''),
    coalesce(f.status_doubt, ''), coalesce(f.continues, false), coalesce(f.continues_words, ''),
    coalesce(f.text, ''), '', ''
FROM chosen_document c
JOIN entry e ON e.document = c.document
JOIN link l ON l.entry = e.id
ASOF LEFT JOIN (SELECT * FROM entry_followup WHERE date IS NOT NULL AND text <> '') f
    ON f.entry = e.id AND f.date <= c.known_on
WHERE NOT c.own

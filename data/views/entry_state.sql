-- One row per entry and day that its document tells of: how the measure stood by that document on that day. A document of
-- a later day tells of the plan's rows on an earlier one only if no document of the plan itself was there by then to tell
-- which they were, or knew of the measure, or the row has a follow-up of that day or before and is no part of a row there.
SELECT
    c.plan, l.measure, c.document, e.id AS entry, e.row, c.known_on, c.own,
    e.status, e.status_words, e.status_rule, e.status_doubt, e.continues, e.continues_words,
    e.followup, e.status_text, e.comment,
    e.obstacle, e.obstacle_words, e.obstacle_rule, e.waits_for, e.waits_for_party
FROM chosen_document c
JOIN entry e ON e.document = c.document
JOIN link l ON l.entry = e.id
WHERE c.own
UNION ALL
SELECT
    c.plan, l.measure, c.document, e.id, e.row, c.known_on, c.own,
    coalesce(f.status, 'ej_uppfoljd'), coalesce(f.status_words, ''), coalesce(f.status_rule, ''),
    coalesce(f.status_doubt, ''), coalesce(f.continues, false), coalesce(f.continues_words, ''),
    coalesce(f.text, ''), '', '',
    coalesce(f.obstacle, ''), coalesce(f.obstacle_words, ''), coalesce(f.obstacle_rule, ''),
    coalesce(f.waits_for, ''), coalesce(f.waits_for_party, '')
FROM chosen_document c
JOIN entry e ON e.document = c.document
JOIN link l ON l.entry = e.id
ASOF LEFT JOIN (SELECT * FROM entry_followup WHERE date IS NOT NULL AND text <> '') f
    ON f.entry = e.id AND f.date <= c.known_on
LEFT JOIN (
    SELECT plan, min(known_on) AS known_on FROM chosen_document WHERE own GROUP BY plan
) first ON first.plan = c.plan
LEFT JOIN (
    SELECT h.measure, min(k.known_on) FILTER (h.kind = 'own') AS known_on, min(k.known_on) FILTER (h.kind <> 'own') AS origin_known_on
    FROM history h
    JOIN entry k_entry ON k_entry.id = h.entry
    JOIN chosen_document k ON k.document = k_entry.document AND k.own
    GROUP BY h.measure
) stood ON stood.measure = l.measure
WHERE NOT c.own
  AND (first.known_on > c.known_on OR stood.known_on <= c.known_on
      OR (f.entry IS NOT NULL AND coalesce(stood.origin_known_on > c.known_on, true)))

-- I vilka dokument står åtgärden, och var?
-- measure, document, form, day, whole_year, is_followup, place, decided_by, score, kind, reason
-- Det tidigaste dokumentet först, bara de som var kända per datum. day är den dag som dokumentet gäller; decided_by, score och reason säger hur raden kändes igen; kind är own, eller split och merged för rader som åtgärden är en del av eller rymmer.
SELECT
    s.measure, d.name AS document, d.form, d.known_on AS day, d.whole_year, d.is_followup, e.place, l.decided_by,
    round(l.score)::INTEGER AS score, l.kind, l.reason
FROM selected s
JOIN history l ON l.measure = s.measure
JOIN entry e ON e.id = l.entry
JOIN document d ON d.id = e.document
JOIN moment m ON m.moment = s.moment AND m.plan = s.plan
WHERE EXISTS (SELECT 1 FROM chosen_document c WHERE c.document = d.id AND c.known_on <= m.known_until)
ORDER BY s.measure, d.known_on, d.id, e.row

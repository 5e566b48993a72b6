-- Vad är läsningen osäker på?
-- plan, document, question, field, text, place, measure
-- measure är NULL för en fråga om dokumentet som helhet. Filtren på åtgärder tar då bort den, planfiltret gör det inte.
SELECT
    q.plan, d.name AS document, q.question, q.field, q.text, q.place,
    q.measure
FROM selected_doubt q
JOIN document d ON d.id = q.document
WHERE q.measure IN (SELECT measure FROM selected)
   OR (q.measure IS NULL AND NOT $narrowed::BOOLEAN)
ORDER BY d.district COLLATE sv, d.plan_year, d.known_on, q.document, q.position

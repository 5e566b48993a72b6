-- Vilka dokument är inlästa?
-- document, name, plan, form, followed_up, whole_year, known_on, measures, doubts, example, imported_at, imported_by, warnings
-- document är numret som tar bort importen. Tider är UTC.
SELECT
    d.id AS document, d.name, p.id AS plan, d.form, d.followed_up, d.whole_year, d.known_on,
    (SELECT count(*) FROM entry e WHERE e.document = d.id) AS measures,
    (SELECT count(*) FROM doubt q WHERE q.document = d.id) AS doubts,
    d.example, d.imported_at, d.imported_by, array_to_string(d.warnings, ' ') AS warnings
FROM document d
JOIN plan p ON p.district = d.district AND p.plan_year = d.plan_year
WHERE len($plans::VARCHAR[]) = 0 OR list_contains($plans::VARCHAR[], p.id)
ORDER BY d.district COLLATE sv, d.plan_year, d.known_on, d.sha256

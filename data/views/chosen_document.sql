-- One row per document of the chosen plans and day whose knowledge it holds: its own day, and each earlier day that
-- one of its follow-up columns states (own = false: then only the follow-ups up to that day are known).
SELECT p.id AS plan, d.id AS document, d.known_on, true AS own, d.is_followup, d.whole_year
FROM document d
JOIN plan p ON p.district = d.district AND p.plan_year = d.plan_year
WHERE len($plans::VARCHAR[]) = 0 OR list_contains($plans::VARCHAR[], p.id)
UNION ALL
SELECT DISTINCT p.id, d.id, f.date, false, true, false
FROM document d
JOIN plan p ON p.district = d.district AND p.plan_year = d.plan_year
JOIN entry e ON e.document = d.id
JOIN entry_followup f ON f.entry = e.id
WHERE f.date < d.known_on AND f.text <> ''
  AND (len($plans::VARCHAR[]) = 0 OR list_contains($plans::VARCHAR[], p.id))

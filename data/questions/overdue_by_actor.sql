-- Vilka ansvariga har försenade åtgärder, och vilka?
-- kind, actor, measure, overdue, counted
-- En rad per ansvarig och försenad åtgärd, utan namn först: en åtgärd med flera ansvariga står hos var och en. overdue och counted är den ansvarigas försenade åtgärder och alla utom borttagna. Flest försenade först, sedan namn.
WITH carried AS (
    SELECT DISTINCT coalesce(a.kind, '') AS kind, coalesce(a.name, '') AS actor, s.measure
    FROM selected s
    LEFT JOIN current_actor a ON a.moment = s.moment AND a.measure = s.measure
    WHERE NOT s.removed
), each AS (
    SELECT c.kind, c.actor, count(*) FILTER (s.overdue) AS overdue, count(*) AS counted
    FROM carried c
    JOIN selected s ON s.measure = c.measure
    GROUP BY c.kind, c.actor
)
SELECT e.kind, e.actor, s.measure, e.overdue, e.counted
FROM each e
JOIN carried c ON c.kind = e.kind AND c.actor = e.actor
JOIN selected s ON s.measure = c.measure AND s.overdue
ORDER BY e.actor <> '', e.overdue DESC, e.actor COLLATE sv, e.kind, s.days_late DESC, s.district COLLATE sv, s.plan_year, s.known_on DESC, s.document, s.row

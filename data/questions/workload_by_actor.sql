-- Hur många åtgärder bär varje organisation, funktion och person?
-- kind, actor, open, overdue, open_not_overdue, done, counted
-- kind är organisation, function eller person. En åtgärd med flera ansvariga räknas en gång för var och en. Flest öppna först, sedan namn. counted är alla utom borttagna.
SELECT
    a.kind, a.name AS actor,
    count(*) FILTER (s.open) AS open,
    count(*) FILTER (s.overdue) AS overdue,
    count(*) FILTER (s.open_not_overdue) AS open_not_overdue,
    count(*) FILTER (s.status = 'genomford') AS done,
    count(*) AS counted
FROM selected s
JOIN (SELECT DISTINCT moment, measure, kind, name FROM current_actor) a ON a.moment = s.moment AND a.measure = s.measure
WHERE NOT s.removed
GROUP BY a.kind, a.name
ORDER BY list_position(['organisation', 'function', 'person'], a.kind), open DESC, a.name COLLATE sv

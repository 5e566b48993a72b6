-- Hur många åtgärder bär varje part?
-- party, open, overdue, open_not_overdue, done, counted
-- En åtgärd med flera parter räknas en gång för var och en. Flest öppna först, sedan namn. counted är alla utom borttagna.
SELECT
    a.party,
    count(*) FILTER (s.open) AS open,
    count(*) FILTER (s.overdue) AS overdue,
    count(*) FILTER (s.open_not_overdue) AS open_not_overdue,
    count(*) FILTER (s.status = 'genomford') AS done,
    count(*) AS counted
FROM selected s
JOIN (SELECT DISTINCT moment, measure, party FROM current_actor WHERE party <> '') a ON a.moment = s.moment AND a.measure = s.measure
WHERE NOT s.removed
GROUP BY a.party
ORDER BY open DESC, a.party COLLATE sv

-- Hur många genomförda åtgärder anger vad de gav, område för område?
-- area, done, effect, verdict, reach, without_result
-- effect är att något blev annorlunda, verdict vad de berörda tyckte, reach hur många som nåddes; en åtgärd räknas under det första. without_result är de genomförda vars uppföljning inte anger något resultat.
SELECT
    s.area,
    count(*) FILTER (s.status = 'genomford') AS done,
    count(*) FILTER (s.status = 'genomford' AND q.result = 'effect') AS effect,
    count(*) FILTER (s.status = 'genomford' AND q.result = 'verdict') AS verdict,
    count(*) FILTER (s.status = 'genomford' AND q.result = 'reach') AS reach,
    count(*) FILTER (q.without_result) AS without_result
FROM selected s
JOIN quality q ON q.measure = s.measure
JOIN area_order a ON a.area = s.area
GROUP BY s.area, a.place
ORDER BY a.place

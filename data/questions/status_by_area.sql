-- Hur många åtgärder har varje status, område för område?
-- area, status, measures
-- Borttagna är med. Områdena i överenskommelsens ordning.
SELECT s.area, s.status, count(*) AS measures
FROM selected s
JOIN area_order a ON a.area = s.area
JOIN status_order o ON o.status = s.status
GROUP BY s.area, s.status, a.place, o.place
ORDER BY a.place, o.place

-- Hur många åtgärder har varje status, plats för plats i varje område?
-- area, subarea, status, measures
-- Borttagna är med. Platsen med flest åtgärder först i sitt område.
SELECT s.area, s.subarea, s.status, count(*) AS measures
FROM selected s
JOIN area_order a ON a.area = s.area
JOIN status_order o ON o.status = s.status
GROUP BY s.area, s.subarea, s.status, a.place, o.place
ORDER BY a.place, sum(count(*)) OVER (PARTITION BY s.area, s.subarea) DESC, s.subarea COLLATE sv, o.place

-- Hur många åtgärder har varje läge, plats för plats i varje område?
-- area, subarea, light, measures
-- Borttagna är med. Platsen med flest åtgärder först i sitt område.
SELECT s.area, s.subarea, s.light, count(*) AS measures
FROM selected s
JOIN area_order a ON a.area = s.area
JOIN light_order o ON o.light = s.light
GROUP BY s.area, s.subarea, s.light, a.place, o.place
ORDER BY a.place, sum(count(*)) OVER (PARTITION BY s.area, s.subarea) DESC, s.subarea COLLATE sv, o.place

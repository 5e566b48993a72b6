-- Hur många åtgärder har varje läge, område för område?
-- area, light, measures
-- Borttagna är med. Områdena i överenskommelsens ordning.
SELECT s.area, s.light, count(*) AS measures
FROM selected s
JOIN area_order a ON a.area = s.area
JOIN light_order o ON o.light = s.light
GROUP BY s.area, s.light, a.place, o.place
ORDER BY a.place, o.place

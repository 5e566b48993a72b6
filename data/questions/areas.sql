-- Vilka områden har åtgärder?
-- area, measures
SELECT s.area, count(*) AS measures
FROM selected s
JOIN area_order a ON a.area = s.area
GROUP BY s.area, a.place
ORDER BY a.place

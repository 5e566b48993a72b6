-- Vilka öppna åtgärder saknar ansvarig?
-- measure, plan, area, title, light, status, who
-- I planens ordning, område för område. who är det som planen skriver där en ansvarig skulle stå.
SELECT s.measure, s.plan, s.area, s.title, s.light, s.status, s.who
FROM selected s
JOIN area_order a ON a.area = s.area
WHERE s.without_owner
ORDER BY a.place, s.district COLLATE sv, s.plan_year, s.known_on DESC, s.document, s.row

-- Vilka åtgärder skulle ha följts upp, men är det inte?
-- measure, plan, area, title, light, timing, end_date
-- Deras slutdatum eller planår har gått ut. Område för område i överenskommelsens ordning.
SELECT s.measure, s.plan, s.area, s.title, s.light, s.timing, s.end_date
FROM selected s
JOIN area_order a ON a.area = s.area
WHERE s.missing_followup
ORDER BY a.place, s.district COLLATE sv, s.plan_year, s.known_on DESC, s.document, s.row

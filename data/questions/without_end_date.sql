-- Vilka åtgärder har inget slutdatum under planens år, och varför?
-- year_class, measure, title, area, status, light, start_date, end_date
-- year_class är tidens klass, eller before och after för slutdatum ett annat år. Borttagna är inte med.
SELECT p.year_class, p.measure, p.title, p.area, p.status, p.light, p.start_date, p.end_date
FROM place_in_year p
JOIN year_class_order o ON o.year_class = p.year_class
JOIN area_order a ON a.area = p.area
ORDER BY o.place, a.place, p.known_on DESC, p.document, p.row

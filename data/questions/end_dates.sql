-- Vilka åtgärder har slutdatum under planens år?
-- measure, title, area, status, light, open, month, end_date, whole_year, actors
-- I datumordning. Borttagna är inte med. whole_year är de som gäller hela året och slutar med det.
SELECT p.measure, p.title, p.area, p.status, p.light, p.open, p.end_month AS month, p.end_date, p.whole_year, p.actors
FROM place_in_year p
JOIN area_order a ON a.area = p.area
WHERE p.in_year
ORDER BY p.end_date, a.place, p.known_on DESC, p.document, p.row

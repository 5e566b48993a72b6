-- Vilka åtgärder har en egen tid under planens år, från när till när?
-- measure, title, area, status, from_date, end_date, start_date
-- De som gäller hela året är inte med, inte heller borttagna. from_date är starten eller årets första dag om den ligger tidigare; den saknas när planen bara säger slutdatum.
SELECT
    p.measure, p.title, p.area, p.status,
    CASE WHEN p.start_date IS NOT NULL THEN greatest(p.start_date, make_date(p.plan_year, 1, 1)) END AS from_date,
    p.end_date, p.start_date
FROM place_in_year p
JOIN area_order a ON a.area = p.area
WHERE p.in_year AND NOT p.whole_year
ORDER BY p.end_date, from_date, a.place, p.known_on DESC, p.document, p.row

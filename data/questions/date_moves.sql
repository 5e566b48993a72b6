-- Vilka åtgärder har fått sitt slutdatum flyttat, från när till när och hur många gånger?
-- measure, title, area, light, plan, day, before, after, document, moved
-- En rad per flytt, i tidsordning. before och after är datum, eller tidens slag där inget slutdatum finns; day är den dag som dokumentet gäller och moved åtgärdens alla flyttar.
SELECT s.measure, s.title, s.area, s.light, s.plan, d.day, d.before, d.after, d.document, d.moved
FROM selected s
JOIN date_move d ON d.measure = s.measure
ORDER BY d.moved DESC, s.district COLLATE sv, s.plan_year, s.row, s.measure, d.day

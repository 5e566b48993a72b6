-- Vilka åtgärder har ändrats sedan uppföljningen före den som visas, och hur?
-- measure, title, area, change, before, after, plan
-- En rad per åtgärd och ändring. before och after är koder, datum (ISO) eller text.
SELECT s.measure, s.title, s.area, c.change, c.before, c.after, s.plan
FROM change c
JOIN selected s ON s.measure = c.measure
JOIN change_order o ON o.change = c.change
JOIN area_order a ON a.area = s.area
ORDER BY o.place, s.district COLLATE sv, s.plan_year, a.place, s.row

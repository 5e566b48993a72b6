-- Vilka åtgärder har ändrats sedan uppföljningen före den som visas, och hur?
-- measure, title, area, change, before, after, plan, moved, explanation
-- En rad per åtgärd och ändring. before och after är koder, datum (ISO) eller text; moved är hur många gånger slutdatumet har flyttats sedan planen skrevs (minst 1 när change är new_deadline). explanation är vad som sägs om varför åtgärden togs bort, utöver att den togs bort: tom när inget sägs, NULL för andra ändringar.
SELECT
    s.measure, s.title, s.area, c.change, c.before, c.after, s.plan,
    CASE WHEN c.change = 'new_deadline' THEN greatest(coalesce(d.moved, 0), 1) ELSE coalesce(d.moved, 0) END AS moved,
    CASE WHEN c.change = 'removed' THEN coalesce(r.explanation, '') END AS explanation
FROM change c
JOIN chosen_at s ON s.measure = c.measure AND s.moment = 'now'
JOIN change_order o ON o.change = c.change
JOIN area_order a ON a.area = s.area
LEFT JOIN (SELECT measure, any_value(moved) AS moved FROM date_move GROUP BY measure) d ON d.measure = s.measure
LEFT JOIN removal r ON r.measure = s.measure
ORDER BY o.place, s.district COLLATE sv, s.plan_year, a.place, s.row, s.measure

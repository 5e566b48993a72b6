-- Vilka åtgärder har annan status än vid uppföljningen före den som visas?
-- measure, title, area, before, after
-- before och after är statuskoder. Bara åtgärder som stod i planen båda gångerna.
SELECT n.measure, n.title, n.area, b.status AS before, n.status AS after
FROM selected n
JOIN current_measure b ON b.moment = 'before' AND b.measure = n.measure AND b.present
JOIN area_order a ON a.area = n.area
WHERE n.status <> b.status
ORDER BY n.district COLLATE sv, n.plan_year, a.place, n.row, n.measure

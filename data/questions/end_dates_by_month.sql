-- Hur många slutdatum har varje månad under planens år, område för område?
-- plan_year, month, area, measures, open
-- Borttagna är inte med. open är de där arbete återstår.
SELECT p.plan_year, p.end_month AS month, p.area, count(*) AS measures, count(*) FILTER (p.open) AS open
FROM place_in_year p
JOIN area_order a ON a.area = p.area
WHERE p.in_year
GROUP BY p.plan_year, p.end_month, p.area, a.place
ORDER BY p.plan_year, p.end_month, a.place

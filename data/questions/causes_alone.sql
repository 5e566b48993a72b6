-- Vilka orsaker har ingen åtgärd?
-- plan, area, cause, removed, document, place
-- removed är hur många åtgärder orsaken hade som är borttagna; 0 för en orsak som står på en egen rad utan åtgärd, i document på place. Av filtren gäller bara plan, datum och område.
SELECT a.plan, coalesce(a.area, '') AS area, a.cause, a.removed, a.document, a.place
FROM selected_alone a
JOIN plan p ON p.id = a.plan
LEFT JOIN area_order o ON o.area = a.area
ORDER BY p.district COLLATE sv, p.plan_year, o.place, a.cause COLLATE sv

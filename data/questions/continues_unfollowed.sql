-- Vilka åtgärder sades fortsätta nästa år, men saknas i nästa års plan?
-- measure, title, plan, area, status, next_plan, proposed
-- Bara där nästa års plan är inläst, oavsett per datum. proposed är de åtgärder i den som kan vara fortsättningen, för en människa att avgöra; tom när ingen liknar den.
SELECT
    s.measure, s.title, s.plan, s.area, s.status, n.id AS next_plan,
    coalesce((
        SELECT string_agg(a.measure, ' | ' ORDER BY p.score DESC, p.after_entry)
        FROM proposal p
        JOIN link l ON l.entry = p.before_entry
        JOIN entry a ON a.id = p.after_entry
        WHERE p.kind = 'next_year' AND l.measure = s.measure
    ), '') AS proposed
FROM selected s
JOIN plan n ON n.district = s.district AND n.plan_year = s.plan_year + 1
JOIN area_order o ON o.area = s.area
WHERE s.continues AND NOT s.removed
  AND NOT EXISTS (SELECT 1 FROM carried_from y WHERE y.before_measure = s.measure)
ORDER BY s.district COLLATE sv, s.plan_year, o.place, s.known_on DESC, s.document, s.row

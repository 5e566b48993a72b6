-- Vilka öppna åtgärder har ett slutdatum, och när?
-- measure, plan, area, subarea, title, status, light, end_date, days_left, overdue, actors, has_owner, who, goal, asked
-- Det tidigaste slutdatumet först. days_left är under noll för de försenade. asked är det (owner, status, time) som någon är tillfrågad om utan att ha svarat.
SELECT
    s.measure, s.plan, s.area, s.subarea, s.title, s.status, s.light, s.end_date, s.end_date - s.as_of AS days_left, s.overdue,
    s.actors, s.has_owner, s.who, s.goal, coalesce(v.asked, '') AS asked
FROM selected s
LEFT JOIN asked_value v ON v.measure = s.measure
WHERE s.open AND NOT s.cannot_be_overdue
ORDER BY s.end_date, s.district COLLATE sv, s.plan_year, s.known_on DESC, s.document, s.row

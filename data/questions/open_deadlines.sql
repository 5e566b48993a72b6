-- Vilka öppna åtgärder har ett slutdatum, och när?
-- measure, plan, area, subarea, title, status, light, end_date, days_left, overdue, actors, has_owner, who, goal
-- Det tidigaste slutdatumet först. days_left är under noll för de försenade.
SELECT
    s.measure, s.plan, s.area, s.subarea, s.title, s.status, s.light, s.end_date, s.end_date - s.as_of AS days_left, s.overdue,
    s.actors, s.has_owner, s.who, s.goal
FROM selected s
WHERE s.open AND NOT s.cannot_be_overdue
ORDER BY s.end_date, s.district COLLATE sv, s.plan_year, s.known_on DESC, s.document, s.row

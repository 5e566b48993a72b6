-- Vilka åtgärder är försenade, och hur länge?
-- measure, plan, area, subarea, title, status, light, end_date, days_late, actors, has_owner, who, followup, followed_up, asked
-- Område för område i överenskommelsens ordning, den som är mest försenad först. followup är den senaste uppföljningens text, annars kommentaren eller statustexten. asked är det (owner, status, time) som någon är tillfrågad om utan att ha svarat.
SELECT
    s.measure, s.plan, s.area, s.subarea, s.title, s.status, s.light, s.end_date, s.days_late, s.actors, s.has_owner, s.who,
    coalesce(nullif(s.followup, ''), nullif(s.comment, ''), s.status_text) AS followup, s.followed_up,
    coalesce(v.asked, '') AS asked
FROM selected s
JOIN area_order a ON a.area = s.area
LEFT JOIN asked_value v ON v.measure = s.measure
WHERE s.overdue
ORDER BY a.place, s.days_late DESC, s.district COLLATE sv, s.plan_year, s.known_on DESC, s.document, s.row

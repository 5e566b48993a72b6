-- Hur långt har planerna kommit, område för område?
-- plan, area, measures, counted, done, on_track, overdue, with_deadline, followed_up, missing_followup, unknown, as_of
-- area är tom för alla områden tillsammans. counted är alla utom borttagna; with_deadline de av dem som har slutdatum, för bara de kan bli försenade.
SELECT
    s.plan,
    coalesce(s.area, '') AS area,
    count(*) AS measures,
    count(*) FILTER (NOT s.removed) AS counted,
    count(*) FILTER (s.status = 'genomford') AS done,
    count(*) FILTER (s.on_track) AS on_track,
    count(*) FILTER (s.overdue) AS overdue,
    count(*) FILTER (NOT s.removed AND s.timing = 'deadline') AS with_deadline,
    count(*) FILTER (s.followed_up) AS followed_up,
    count(*) FILTER (s.missing_followup) AS missing_followup,
    count(*) FILTER (s.unknown) AS unknown,
    min(s.as_of) AS as_of
FROM selected s
LEFT JOIN area_order a ON a.area = s.area
GROUP BY GROUPING SETS ((s.plan, s.district, s.plan_year), (s.plan, s.district, s.plan_year, s.area, a.place))
ORDER BY s.district COLLATE sv, s.plan_year, a.place NULLS FIRST

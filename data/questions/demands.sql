-- Vad kräver metoden av planen, och hur många åtgärder saknar det, område för område?
-- demand, area, measures, lacking, in_document
-- area är tom för alla områden tillsammans. measures är de som kravet gäller, utan borttagna; lacking är de av dem som saknar det. in_document är om planens dokument har någon kolumn för det: tom när det inte är känt.
SELECT
    o.demand, coalesce(s.area, '') AS area,
    count(*) FILTER (v.meets OR v.lacks) AS measures,
    count(*) FILTER (v.lacks) AS lacking,
    CASE WHEN bool_or(c.there) THEN true WHEN NOT bool_or(c.there IS NULL) THEN false END AS in_document
FROM selected s
JOIN quality q ON q.measure = s.measure
CROSS JOIN LATERAL (SELECT unnest([
    {'demand': 'cause', 'meets': q.meets_cause, 'lacks': q.lacks_cause},
    {'demand': 'owner', 'meets': q.meets_owner, 'lacks': q.lacks_owner},
    {'demand': 'named', 'meets': q.meets_named, 'lacks': q.lacks_named},
    {'demand': 'time', 'meets': q.meets_time, 'lacks': q.lacks_time},
    {'demand': 'goal', 'meets': q.meets_goal, 'lacks': q.lacks_goal},
    {'demand': 'measurable', 'meets': q.meets_measurable, 'lacks': q.lacks_measurable},
    {'demand': 'followup', 'meets': q.meets_followup, 'lacks': q.lacks_followup}
], recursive := true)) v
JOIN demand_order o ON o.demand = v.demand
JOIN plan_column c ON c.plan = s.plan AND c.demand = v.demand
LEFT JOIN area_order a ON a.area = s.area
GROUP BY GROUPING SETS ((o.demand, o.place), (o.demand, o.place, s.area, a.place))
ORDER BY o.place, a.place NULLS FIRST

-- Vilka åtgärder saknar något som metoden kräver, och vad?
-- measure, title, plan, area, lacks, goal, goal_lacks, vague_words, missing
-- Flest brister först. lacks är koder åtskilda av mellanslag: cause, owner, named, time, goal, measurable, followup; missing hur många de är. Ett krav som planens dokument inte har någon kolumn för står inte på varje rad. goal_lacks är varför målet inte går att mäta: direction, number, date, vague.
SELECT measure, title, plan, area, array_to_string(lacks, ' ') AS lacks, goal, goal_lacks, vague_words, len(lacks) AS missing
FROM (
    SELECT
        s.measure, s.title, s.plan, s.area, s.district, s.plan_year, s.known_on, s.document, s.row, a.place, s.goal,
        list_filter(q.lacks, lambda code: NOT list_contains(coalesce(n.demands, []), code)) AS lacks,
        CASE WHEN list_contains(q.lacks, 'measurable') THEN array_to_string(q.goal_lacks, ' ') ELSE '' END AS goal_lacks,
        coalesce(q.vague_words, '') AS vague_words
    FROM selected s
    JOIN quality q ON q.measure = s.measure
    JOIN area_order a ON a.area = s.area
    LEFT JOIN (SELECT plan, list(demand) AS demands FROM plan_column WHERE NOT there GROUP BY plan) n ON n.plan = s.plan
)
WHERE len(lacks) > 0
ORDER BY missing DESC, district COLLATE sv, plan_year, place, known_on DESC, document, row

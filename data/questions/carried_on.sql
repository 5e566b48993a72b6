-- Vilka åtgärder fortsätter från årets före plan, och hur löd de då?
-- measure, title, plan, before_measure, before_title, before_plan, score, decided_by, reason
-- before_title är texten i det senaste dokumentet från året före. decided_by är sure (texterna) eller hand.
SELECT
    s.measure, s.title, s.plan, c.before_measure, b.title AS before_title, c.before_plan, round(c.score, 1) AS score,
    c.decided_by, c.reason
FROM selected s
JOIN carried_from c ON c.measure = s.measure
JOIN (
    SELECT l.measure, arg_max(e.measure, (d.known_on, d.sha256)) AS title
    FROM link l JOIN entry e ON e.id = l.entry JOIN document d ON d.id = e.document
    GROUP BY l.measure
) b ON b.measure = c.before_measure
ORDER BY s.district COLLATE sv, s.plan_year, s.known_on DESC, s.document, s.row, c.before_measure

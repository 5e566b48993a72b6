-- Vilka åtgärder i nästa års plan fortsätter åtgärderna, och hur lyder de där?
-- measure, after_measure, after_title, after_plan, score, decided_by, reason
-- after_title är texten i det senaste dokumentet från nästa år, oavsett per datum; av en delad eller sammanslagen åtgärd står det som den blev.
SELECT
    s.measure, c.measure AS after_measure, a.title AS after_title, c.plan AS after_plan, round(c.score, 1) AS score,
    c.decided_by, c.reason
FROM selected s
JOIN carried_from c ON c.before_measure = s.measure
JOIN (
    SELECT l.measure, arg_max(e.measure, (d.known_on, d.sha256)) AS title
    FROM link l JOIN entry e ON e.id = l.entry JOIN document d ON d.id = e.document
    GROUP BY l.measure
) a ON a.measure = c.measure
WHERE NOT EXISTS (SELECT 1 FROM origin o WHERE o.origin = c.measure)
ORDER BY s.district COLLATE sv, s.plan_year, s.known_on DESC, s.document, s.row, c.measure

-- Vilka åtgärder har delats eller slagits ihop, ur vad och varför tror vi det?
-- measure, title, kind, origin, origin_title, steps, score, decided_by, reason
-- En rad per åtgärd och ursprung, bara det som var känt per datum. kind är split (measure är en del av origin) eller merged (measure rymmer origin). Frågan svarar för båda: filtrera på den ena eller den andra.
SELECT
    o.measure, n.title, o.kind, o.origin, b.title AS origin_title, o.steps, o.score, o.decided_by, o.reason
FROM origin o
JOIN current_measure n ON n.moment = 'now' AND n.measure = o.measure
JOIN current_measure b ON b.moment = 'now' AND b.measure = o.origin
WHERE o.measure IN (SELECT measure FROM selected) OR o.origin IN (SELECT measure FROM selected)
ORDER BY n.district COLLATE sv, n.plan_year, n.row, o.measure, o.steps, o.origin

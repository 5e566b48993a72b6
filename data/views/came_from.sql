-- One row per measure that came out of others known at the follow-up before: how, and out of what. origin is the one
-- measure that it is a part of, NULL for one that holds several.
SELECT
    o.measure,
    CASE WHEN count(*) > 1 THEN 'merged' ELSE any_value(o.kind) END AS kind,
    CASE WHEN count(*) = 1 AND any_value(o.kind) = 'split' THEN any_value(b.measure) END AS origin,
    string_agg(b.title, ' | ' ORDER BY b.known_on DESC, b.row) AS titles
FROM origin o
JOIN current_measure b ON b.moment = 'before' AND b.measure = o.origin AND NOT b.replaced
GROUP BY o.measure

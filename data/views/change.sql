-- One row per measure of the chosen plans and change since the follow-up before the one shown. A plan that has only one
-- follow-up has no changes. A part of a divided measure is never new; its outcome is compared with that of the whole.
-- «new» asks that its area was there before, «new_owner» that they are others and not others' spelling of them.
SELECT n.measure, c.change, c.before, c.after
FROM current_measure n
JOIN moment m ON m.moment = 'before' AND m.plan = n.plan
LEFT JOIN current_measure b ON b.moment = 'before' AND b.measure = n.measure
LEFT JOIN came_from f ON f.measure = n.measure AND b.measure IS NULL
LEFT JOIN current_measure w ON w.moment = 'before' AND w.measure = coalesce(b.measure, f.origin)
LEFT JOIN (SELECT DISTINCT plan, area FROM current_measure WHERE moment = 'before') earlier
    ON earlier.plan = n.plan AND earlier.area = n.area
LEFT JOIN (
    SELECT l.measure, max(d.known_on) AS known_on
    FROM moment o
    JOIN plan p ON p.id = o.plan
    JOIN document d ON d.district = p.district AND d.plan_year = p.plan_year AND d.known_on <= o.known_until
    JOIN entry e ON e.document = d.id
    JOIN link l ON l.entry = e.id
    WHERE o.moment = 'now' AND l.new_owner
    GROUP BY l.measure
) others ON others.measure = n.measure
CROSS JOIN LATERAL (SELECT unnest([
    {'change': 'done', 'holds': n.status = 'genomford' AND w.status <> 'genomford', 'before': w.status, 'after': n.status},
    {'change': 'not_done', 'holds': n.status = 'ej_genomford' AND w.status <> 'ej_genomford', 'before': w.status, 'after': n.status},
    {'change': 'removed', 'holds': n.removed AND NOT w.removed, 'before': w.status, 'after': n.status},
    {'change': 'reopened', 'holds': w.status IN ('genomford', 'ej_genomford', 'borttagen') AND n.open, 'before': w.status, 'after': n.status},
    {'change': 'late', 'holds': n.overdue AND NOT w.overdue, 'before': NULL, 'after': n.end_date::VARCHAR},
    {'change': 'new_deadline', 'holds': 'deadline' IN (n.timing, b.timing) AND NOT n.removed
        AND (n.timing, n.end_date) IS DISTINCT FROM (b.timing, b.end_date) AND b.measure IS NOT NULL,
        'before': CASE WHEN b.timing = 'deadline' THEN b.end_date::VARCHAR ELSE b.timing END,
        'after': CASE WHEN n.timing = 'deadline' THEN n.end_date::VARCHAR ELSE n.timing END},
    {'change': 'new_owner', 'holds': n.carriers <> b.carriers
        AND (others.known_on > b.known_on OR list_contains(n.corrected || b.corrected, 'actors')), 'before': b.actors, 'after': n.actors},
    {'change': 'new_goal', 'holds': regexp_replace(lower(n.goal), '[^\p{L}\p{N}]+', '', 'g') <> regexp_replace(lower(b.goal), '[^\p{L}\p{N}]+', '', 'g'),
        'before': b.goal, 'after': n.goal},
    {'change': 'split', 'holds': f.kind = 'split', 'before': f.titles, 'after': n.title},
    {'change': 'merged', 'holds': f.kind = 'merged', 'before': f.titles, 'after': n.title},
    {'change': 'new', 'holds': b.measure IS NULL AND f.measure IS NULL AND earlier.plan IS NOT NULL, 'before': NULL, 'after': n.status},
    {'change': 'returned', 'holds': b.vanished, 'before': NULL, 'after': n.status}
], recursive := true)) c
WHERE n.moment = 'now' AND n.present AND c.holds
UNION ALL
SELECT n.measure, 'vanished', b.status, NULL
FROM current_measure n
JOIN current_measure b ON b.moment = 'before' AND b.measure = n.measure AND NOT b.vanished
WHERE n.moment = 'now' AND n.vanished

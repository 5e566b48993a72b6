-- One row per measure of the chosen plans and change since the follow-up before the one shown. A plan that has only one
-- follow-up has no changes. «vanished»: in the plan before, in no document of the follow-up shown although its area is
-- there, and nothing says that it was done or taken away. «new» likewise asks that its area was there before.
SELECT n.measure, c.change, c.before, c.after
FROM current_measure n
JOIN moment m ON m.moment = 'before' AND m.plan = n.plan
LEFT JOIN current_measure b ON b.moment = 'before' AND b.measure = n.measure
LEFT JOIN (SELECT DISTINCT plan, area, known_on FROM current_measure WHERE moment = 'now') seen
    ON seen.plan = n.plan AND seen.area = n.area AND seen.known_on = n.shown
LEFT JOIN (SELECT DISTINCT plan, area FROM current_measure WHERE moment = 'before') earlier
    ON earlier.plan = n.plan AND earlier.area = n.area
CROSS JOIN LATERAL (SELECT unnest([
    {'change': 'done', 'holds': n.status = 'genomford' AND b.status <> 'genomford', 'before': b.status, 'after': n.status},
    {'change': 'not_done', 'holds': n.status = 'ej_genomford' AND b.status <> 'ej_genomford', 'before': b.status, 'after': n.status},
    {'change': 'removed', 'holds': n.removed AND NOT b.removed, 'before': b.status, 'after': n.status},
    {'change': 'reopened', 'holds': b.status IN ('genomford', 'ej_genomford', 'borttagen') AND n.open, 'before': b.status, 'after': n.status},
    {'change': 'late', 'holds': n.overdue AND NOT b.overdue, 'before': NULL, 'after': n.end_date::VARCHAR},
    {'change': 'new_deadline', 'holds': 'deadline' IN (n.timing, b.timing) AND NOT n.removed
        AND (n.timing, n.end_date) IS DISTINCT FROM (b.timing, b.end_date) AND b.measure IS NOT NULL,
        'before': CASE WHEN b.timing = 'deadline' THEN b.end_date::VARCHAR ELSE b.timing END,
        'after': CASE WHEN n.timing = 'deadline' THEN n.end_date::VARCHAR ELSE n.timing END},
    {'change': 'new_owner', 'holds': list_sort(n.actor_keys) <> list_sort(b.actor_keys), 'before': b.actors, 'after': n.actors},
    {'change': 'new_goal', 'holds': regexp_replace(lower(n.goal), '[^\p{L}\p{N}]+', '', 'g') <> regexp_replace(lower(b.goal), '[^\p{L}\p{N}]+', '', 'g'),
        'before': b.goal, 'after': n.goal},
    {'change': 'new', 'holds': b.measure IS NULL AND earlier.plan IS NOT NULL, 'before': NULL, 'after': n.status},
    {'change': 'vanished', 'holds': n.known_on < n.shown AND seen.plan IS NOT NULL AND n.status NOT IN ('borttagen', 'genomford'),
        'before': n.status, 'after': NULL}
], recursive := true)) c
WHERE n.moment = 'now' AND c.holds

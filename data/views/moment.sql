-- The moments that each chosen plan is looked at: «now», its as-of date; and «before», the follow-up before the one
-- that now shows, judged on its own day (no row when there is none). shown is the day of the follow-up shown.
SELECT 'now' AS moment, plan, as_of, known_until, shown
FROM shown_followup
UNION ALL
SELECT 'before', s.plan, max(c.known_on), max(c.known_on), max(c.known_on)
FROM shown_followup s
JOIN chosen_document c ON c.plan = s.plan AND c.is_followup AND c.known_on < s.shown
GROUP BY s.plan

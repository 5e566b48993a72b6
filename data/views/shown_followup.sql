-- One row per chosen plan: the latest follow-up known at the as-of date (shown is NULL when there is none).
SELECT a.plan, a.as_of, a.known_until, max(c.known_on) FILTER (c.is_followup) AS shown
FROM plan_as_of a
JOIN chosen_document c ON c.plan = a.plan AND c.known_on <= a.known_until
GROUP BY a.plan, a.as_of, a.known_until

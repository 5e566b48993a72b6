-- Vad kräver metoden av varje åtgärd, och vad har den?
-- measure, meets_cause, lacks_cause, meets_owner, lacks_owner, meets_named, lacks_named, meets_time, lacks_time, meets_goal, lacks_goal, meets_measurable, lacks_measurable, meets_followup, lacks_followup, cause_has_one, cause_has_few, cause_has_many, without_result
-- En rad per åtgärd i planens ordning. Av borttagna krävs ingenting.
SELECT
    s.measure, q.meets_cause, q.lacks_cause, q.meets_owner, q.lacks_owner, q.meets_named, q.lacks_named, q.meets_time,
    q.lacks_time, q.meets_goal, q.lacks_goal, q.meets_measurable, q.lacks_measurable, q.meets_followup, q.lacks_followup,
    coalesce(q.cause_has_one, false) AS cause_has_one, coalesce(q.cause_has_few, false) AS cause_has_few,
    coalesce(q.cause_has_many, false) AS cause_has_many, q.without_result
FROM selected s
JOIN quality q ON q.measure = s.measure
ORDER BY s.district COLLATE sv, s.plan_year, s.known_on DESC, s.document, s.row

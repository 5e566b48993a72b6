-- What the measures' values of now rest on that somebody is asked about and has not answered: one row per measure, `asked`
-- the kinds of value («owner», «status», «time») with a blank between. A question about an earlier document's status is
-- none when a later follow-up has said how it stands.
SELECT measure, string_agg(kind, ' ' ORDER BY kind) AS asked, bool_or(kind = 'status') AS status_asked
FROM (
    SELECT j.measure, CASE WHEN q.field IN ('who', 'actors') THEN 'owner' ELSE 'time' END AS kind
    FROM judged_measure j
    JOIN selected_doubt q ON q.entry = j.entry
    WHERE j.moment = 'now' AND q.field IN ('when', 'timing', 'start', 'end', 'who', 'actors')
    UNION
    SELECT j.measure, 'status'
    FROM judged_measure j
    JOIN selected_doubt q ON q.entry = j.status_entry
    WHERE j.moment = 'now' AND q.field = 'status'
)
GROUP BY measure

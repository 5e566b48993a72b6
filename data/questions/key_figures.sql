-- Hur långt har planen kommit, i tal?
-- measures, removed, counted, done, on_track, overdue, soon, soon_end, followed_up, unknown, missing_followup, as_of
-- Alltid en rad. counted = alla utom borttagna, det som andelar räknas på; soon_end är dagen om alla snara slutdatum är samma dag.
SELECT measures, removed, counted, done, on_track, overdue, soon, soon_end, followed_up, unknown, missing_followup, as_of
FROM figures
WHERE moment = 'now'

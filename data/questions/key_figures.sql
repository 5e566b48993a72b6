-- Hur långt har planen kommit, i tal?
-- measures, removed, counted, done, on_track, overdue, soon, soon_end, followed_up, unknown, missing_followup, vanished, as_of
-- Alltid en rad. vanished är de som försvann utan förklaring: de är inte med i de andra talen. counted = alla utom borttagna, det som andelar räknas på; soon_end är dagen om alla snara slutdatum är samma dag.
SELECT measures, removed, counted, done, on_track, overdue, soon, soon_end, followed_up, unknown, missing_followup, vanished, as_of
FROM figures
WHERE moment = 'now'

-- Hur långt har planen kommit, i tal?
-- measures, removed, counted, done, on_track, overdue, soon, soon_end, followed_up, unknown, missing_followup, vanished, as_of, status_asked
-- Alltid en rad. vanished är de som försvann utan förklaring: de är inte med i de andra talen. counted = alla utom borttagna, det som andelar räknas på; soon_end är dagen om alla snara slutdatum är samma dag. status_asked är de vars status någon är tillfrågad om utan att ha svarat.
SELECT measures, removed, counted, done, on_track, overdue, soon, soon_end, followed_up, unknown, missing_followup, vanished, as_of,
    (SELECT count(*) FROM selected s JOIN asked_value v ON v.measure = s.measure AND v.status_asked) AS status_asked
FROM figures
WHERE moment = 'now'

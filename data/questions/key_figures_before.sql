-- Hur såg samma tal ut vid uppföljningen före den som visas?
-- measures, removed, counted, done, on_track, overdue, soon, soon_end, followed_up, unknown, missing_followup, vanished, as_of, before_date
-- Ingen rad när det inte finns någon tidigare uppföljning. before_date är NULL när planerna har olika dagar.
SELECT
    measures, removed, counted, done, on_track, overdue, soon, soon_end, followed_up, unknown, missing_followup, vanished, as_of,
    as_of AS before_date
FROM figures
WHERE moment = 'before' AND measures > 0

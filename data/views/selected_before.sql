-- The same filters on the state at the follow-up before the one that the as-of date shows.
SELECT * FROM selected_at WHERE moment = 'before'

-- The selection: the measures that the filters choose, as known at the as-of date.
SELECT * FROM selected_at WHERE moment = 'now'

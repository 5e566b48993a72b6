-- The selection: the measures that the filters choose and that stand in the plan, as known at the as-of date.
SELECT * FROM selected_at WHERE moment = 'now'

-- The measures that the filters choose and that stand in the plan, at each moment. One that is asked for by its id is shown
-- even if it vanished or was divided: its page has its history.
SELECT *
FROM chosen_at
WHERE present OR len($measures::VARCHAR[]) > 0

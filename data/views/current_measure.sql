-- Every measure of the chosen plans as known at each moment, with the building blocks of all figures. Each of them is
-- defined here and nowhere else.
--   open        work still owed
--   overdue     försenad: open, and its deadline has passed; days_late counts from the deadline
--   soon        snart: open, and its deadline comes within 60 days
--   on_track    i fas: done, or going on and not past its deadline
--   missing_followup  saknar uppföljning: never followed up, and its deadline or its plan year has passed
--   light       läge, the first that matches: struck, red, yellow, grey, green. Not begun with time left is grey: nothing
--               is wrong, but nothing is done, and not begun is never counted as good.
SELECT
    *,
    open AND end_passed AS overdue,
    CASE WHEN open AND end_passed THEN as_of - end_date END AS days_late,
    open AND ends_soon AS soon,
    status = 'genomford' OR (status = 'pagar' AND NOT end_passed) AS on_track,
    status = 'ej_uppfoljd' AND (end_passed OR year_passed) AS missing_followup,
    CASE
        WHEN removed THEN 'struck'
        WHEN status = 'ej_genomford' THEN 'red'
        WHEN open AND end_passed AND as_of - end_date > 90 THEN 'red'
        WHEN status = 'ej_paborjad' AND (start_passed OR end_passed) THEN 'red'
        WHEN status IN ('delvis', 'pausad') THEN 'yellow'
        WHEN open AND end_passed THEN 'yellow'
        WHEN status IN ('genomford', 'pagar') THEN 'green'
        ELSE 'grey'
    END AS light
FROM timed_measure

-- Every measure of the chosen plans as known at each moment, with the building blocks of all figures. Each of them is
-- defined here and nowhere else.
--   open        work still owed
--   vanished    försvunnen utan förklaring: work was still owed, and a later follow-up of its area leaves it out without a
--               word. What was done, could not be done or was taken out has had its word: it stays as it was last known.
--   present     it stands in the plan: neither vanished nor replaced by its parts or by what it was merged into, and no
--               person has said that the row is no measure of its own. Only these are counted.
--   overdue     försenad: open, and its deadline has passed; days_late counts from the deadline
--   soon        snart: open, and its deadline comes within 60 days
--   on_track    i fas: done, or going on and not past its deadline
--   missing_followup  saknar uppföljning: never followed up, and its deadline or its plan year has passed
--   open_not_overdue  open, and not late: what Arbetsbelastning shows beside overdue
--   cannot_be_overdue  open, and no end date to be late after: another timing, or a deadline that names no day
--   followup_due  its deadline or its plan year has passed: it should have been followed up by now
--   without_owner  open, and names nobody
--   waiting     open, and its latest follow-up says that it waits for somebody or something
--   hangs_on_one  hänger på en enda person: open, and one named person is all that it names
--   without_party, without_organisation, without_function, without_person  open, names somebody, but none of that kind
--   names_person, has_goal  a named person is among those who carry it; it says what it shall reach
--   light       läge, the first that matches: struck, red, yellow, grey, green. Not begun with time left is grey: nothing
--               is wrong, but nothing is done, and not begun is never counted as good.
SELECT
    *,
    is_measure AND open AND absent AND NOT replaced AS vanished,
    is_measure AND NOT replaced AND NOT (open AND absent) AS present,
    open AND end_passed AS overdue,
    CASE WHEN open AND end_passed THEN as_of - end_date END AS days_late,
    open AND ends_soon AS soon,
    status = 'genomford' OR (status = 'pagar' AND NOT end_passed) AS on_track,
    status = 'ej_uppfoljd' AND (end_passed OR year_passed) AS missing_followup,
    open AND NOT end_passed AS open_not_overdue,
    open AND (timing <> 'deadline' OR end_date IS NULL) AS cannot_be_overdue,
    NOT removed AND (end_passed OR year_passed) AS followup_due,
    open AND NOT has_owner AS without_owner,
    open AND obstacle = 'waiting' AS waiting,
    open AND one_person AS hangs_on_one,
    open AND has_owner AND len(party_keys) = 0 AS without_party,
    open AND has_owner AND NOT list_contains(kinds, 'organisation') AS without_organisation,
    open AND has_owner AND NOT list_contains(kinds, 'function') AS without_function,
    open AND has_owner AND NOT list_contains(kinds, 'person') AS without_person,
    list_contains(kinds, 'person') AS names_person,
    goal <> '' AS has_goal,
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

-- Hur många åtgärders period har gått ut, och hur många av dem saknar uppföljning?
-- due, missing_followup
-- Alltid en rad. Borttagna är inte med.
SELECT count(*) FILTER (followup_due) AS due, count(*) FILTER (missing_followup) AS missing_followup
FROM selected

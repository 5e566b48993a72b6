-- One row per chosen plan: the day it is judged on. By default the day of its latest follow-up (1 January of the next
-- year for a follow-up of the whole year); a plan that was never followed up is judged on 1 January of its year, as
-- written, when nothing can be late yet. known_until is the day whose knowledge is shown: a day before the plan's
-- first document shows that first document.
SELECT
    plan,
    max(known_on) AS default_as_of,
    coalesce($as_of::DATE, max(known_on)) AS as_of,
    greatest(coalesce($as_of::DATE, max(known_on)), min(known_on)) AS known_until
FROM chosen_document
GROUP BY plan

-- One row per measure and measure of the year before that it carries on, itself or through what it came out of.
-- Rows that a person has set aside carry nothing on.
SELECT *
FROM (
    SELECT measure, before_measure, plan, before_plan, score, decided_by, reason
    FROM year_link
    UNION
    SELECT o.measure, y.before_measure, y.plan, y.before_plan, y.score, y.decided_by, y.reason
    FROM origin o
    JOIN year_link y ON y.measure = o.origin
) c
WHERE NOT EXISTS (SELECT 1 FROM set_aside a WHERE a.measure IN (c.measure, c.before_measure))

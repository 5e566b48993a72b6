-- One row per selected measure that is not removed: where its end date falls against its plan's year.
--   in_year     the end date falls in the plan's year: the measure has its place in the year's wheel
--   year_class  «in_year», «before» or «after» the year for an end date outside it, else the timing class; no_day for
--               a deadline whose day is not known
--   whole_year  the measure runs the whole year and ends with it: its end date says no more than the year does
SELECT
    *,
    year_class = 'in_year' AS in_year,
    CASE WHEN year_class = 'in_year' THEN month(end_date) END AS end_month,
    coalesce(
        year_class = 'in_year' AND end_date = make_date(plan_year, 12, 31) AND start_date <= make_date(plan_year, 1, 1), false
    ) AS whole_year
FROM (
    SELECT
        *,
        CASE
            WHEN timing <> 'deadline' THEN timing
            WHEN end_date IS NULL THEN 'no_day'
            WHEN year(end_date) < plan_year THEN 'before'
            WHEN year(end_date) > plan_year THEN 'after'
            ELSE 'in_year'
        END AS year_class
    FROM selected
    WHERE NOT removed
)

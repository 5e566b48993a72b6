-- corrected_measure with whether it stands in the plan, and what the as-of date makes of its dates. Every rule about an end date asks for timing
-- «deadline»: end_date is filled for ongoing and recurring work too.
SELECT
    *,
    status = 'borttagen' AS removed,
    status IN ('pagar', 'delvis', 'ej_paborjad', 'pausad', 'oklar', 'ej_uppfoljd') AS open,
    status <> 'ej_uppfoljd' AS followed_up,
    status IN ('oklar', 'ej_uppfoljd') AS unknown,
    coalesce(timing = 'deadline' AND end_date < as_of, false) AS end_passed,
    coalesce(timing = 'deadline' AND end_date BETWEEN as_of AND as_of + 60, false) AS ends_soon,
    coalesce(stated_start AND start_date < as_of, false) AS start_passed,
    as_of > make_date(plan_year, 12, 31) AS year_passed
FROM corrected_measure
JOIN presence USING (moment, measure)

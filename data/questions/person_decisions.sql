-- Vad har avgjorts för hand om vilka namn som är samma person?
-- decision, district, first, second, same, who, made_at, undone_at, undone_by, state
-- Tider är UTC. state är gäller, ersatt, ångrad eller hittar inte namnen (de står inte i planerna nu). Senaste först.
SELECT
    x.id AS decision, x.district, x.first, x.second, x.same, x.who, x.made_at, x.undone_at, x.undone_by,
    CASE
        WHEN x.undone_at IS NOT NULL THEN 'ångrad'
        WHEN one.name IS NULL OR other.name IS NULL THEN 'hittar inte namnen'
        WHEN x.same <> (one.name = other.name) THEN 'ersatt'
        WHEN row_number() OVER (
            PARTITION BY x.district, x.first, x.second, x.undone_at IS NULL ORDER BY x.id DESC
        ) > 1 THEN 'ersatt'
        ELSE 'gäller'
    END AS state
FROM person_decision x
LEFT JOIN person one ON one.district = x.district AND one.spelling = x.first
LEFT JOIN person other ON other.district = x.district AND other.spelling = x.second
WHERE len($plans::VARCHAR[]) = 0
   OR x.district IN (SELECT p.district FROM plan p WHERE list_contains($plans::VARCHAR[], p.id))
ORDER BY x.id DESC

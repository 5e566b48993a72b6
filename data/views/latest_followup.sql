-- One row per moment and measure that has any follow-up by then: the latest. A later document that is silent about a
-- measure does not take away what an earlier one said, of it or of the measure that it is a part of.
SELECT *
FROM (
    SELECT * FROM known_state
    UNION ALL
    SELECT k.* REPLACE (o.measure AS measure)
    FROM known_state k
    JOIN origin o ON o.origin = k.measure AND o.kind = 'split'
)
WHERE status <> 'ej_uppfoljd'
QUALIFY row_number() OVER (PARTITION BY moment, measure ORDER BY known_on DESC, own DESC, entry) = 1

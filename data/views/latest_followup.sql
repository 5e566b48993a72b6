-- One row per moment and measure that has any follow-up by then: the latest. A later document that is silent about a
-- measure does not take away what an earlier one said.
SELECT *
FROM known_state
WHERE status <> 'ej_uppfoljd'
QUALIFY row_number() OVER (PARTITION BY moment, measure ORDER BY known_on DESC, own DESC, entry) = 1

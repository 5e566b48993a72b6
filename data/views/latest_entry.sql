-- One row per moment and measure: the latest entry known. A document's own day goes before another's column of that day.
SELECT *
FROM known_state
QUALIFY row_number() OVER (PARTITION BY moment, measure ORDER BY known_on DESC, own DESC, entry) = 1

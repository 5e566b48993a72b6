-- entry_state at each moment: only what was known then.
SELECT m.moment, m.as_of, m.shown, s.*
FROM moment m
JOIN entry_state s ON s.plan = m.plan AND s.known_on <= m.known_until

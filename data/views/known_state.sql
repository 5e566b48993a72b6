-- entry_state at each moment: only what was known then. A day before the plan's first document shows the rows of that
-- document; of what a follow-up tells nothing was known yet, so that there every measure is as not followed up.
SELECT m.moment, m.as_of, m.shown, s.*
FROM moment m
JOIN entry_state s ON s.plan = m.plan AND s.known_on <= m.as_of
UNION ALL
SELECT m.moment, m.as_of, m.shown, s.* REPLACE (
    m.as_of AS known_on, 'ej_uppfoljd' AS status, '' AS status_words, '' AS status_rule, '' AS status_doubt,
    false AS continues, '' AS continues_words, '' AS followup, '' AS status_text, '' AS comment,
    '' AS obstacle, '' AS obstacle_words, '' AS obstacle_rule, '' AS waits_for, '' AS waits_for_party
)
FROM moment m
JOIN entry_state s ON s.plan = m.plan AND s.known_on <= m.known_until AND m.known_until > m.as_of

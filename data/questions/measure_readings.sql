-- Hur lästes varje uppgift om åtgärden, ur vilka ord och hur säkert?
-- measure, field, text, words, rule, doubts, read, value, correction
-- En rad per uppgift som går att rätta. text är dokumentets egen, read det lästa värdet och value det som gäller; words är de avgörande orden. doubts är frågorna som ingen har svarat på, correction rättelsens nummer.
SELECT
    s.measure, r.field, r.text,
    CASE
        WHEN r.field = 'area' THEN j.area_words
        WHEN r.field = 'status' THEN j.status_words
        WHEN r.field = 'continues' THEN j.continues_words
        WHEN r.field IN ('timing', 'start', 'end') THEN j.timing_words
        WHEN r.field = 'actors' THEN (
            SELECT coalesce(string_agg(a.words, ', ' ORDER BY a.position), '') FROM entry_actor a WHERE a.entry = j.entry
        )
        ELSE ''
    END AS words,
    CASE
        WHEN r.field = 'area' THEN j.area_rule
        WHEN r.field = 'status' THEN j.status_rule
        WHEN r.field IN ('timing', 'start', 'end') THEN j.timing_rule
        ELSE ''
    END AS rule,
    CASE WHEN a.id IS NOT NULL THEN ''
    ELSE coalesce((
        SELECT string_agg(asked.question, ' ' ORDER BY asked.position) FROM (
            SELECT q.question, min(q.position) AS position FROM selected_doubt q
            WHERE q.entry = j.entry AND r.field = CASE q.field
                WHEN 'when' THEN 'timing' WHEN 'who' THEN 'actors' ELSE q.field END
              AND q.question <> j.status_doubt
            GROUP BY q.question
            UNION ALL
            SELECT j.status_doubt, 0 WHERE r.field = 'status' AND j.status_doubt <> ''
        ) asked
    ), '') END AS doubts,
    r.value AS read, coalesce(a.value, r.value) AS value, a.id AS correction
FROM selected s
JOIN judged_measure j ON j.moment = s.moment AND j.measure = s.measure
JOIN read_from r ON r.moment = s.moment AND r.measure = s.measure
LEFT JOIN applied_correction a ON a.moment = s.moment AND a.measure = s.measure AND a.field = r.field
ORDER BY s.measure, list_position(
    ['status', 'continues', 'timing', 'start', 'end', 'actors', 'area', 'subarea', 'cause', 'measure', 'goal', 'is_measure'], r.field
)

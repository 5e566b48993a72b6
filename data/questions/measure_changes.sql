-- Vad har skrivits om i åtgärden mellan dokumenten?
-- measure, field, before, after, before_document, after_document, day
-- field är measure, cause, goal, when eller who. Skilda tecken och versaler är ingen ändring; ett dokument som inte har kolumnen säger ingenting om den. En del av en delad åtgärd jämförs med det hela.
WITH kept AS (
    SELECT
        document,
        bool_or(measure <> '') AS "measure", bool_or(cause <> '') AS cause, bool_or(goal <> '') AS goal,
        bool_or(when_text <> '') AS "when", bool_or(who <> '') AS who
    FROM entry
    GROUP BY document
), stood AS (
    SELECT
        s.measure, d.name AS document, d.known_on AS day, t.field, t.text, t.place,
        regexp_replace(lower(t.text), '[^\p{L}\p{N}]+', '', 'g') AS plain,
        lag(t.text) OVER earlier AS before,
        lag(regexp_replace(lower(t.text), '[^\p{L}\p{N}]+', '', 'g')) OVER earlier AS plain_before,
        lag(d.name) OVER earlier AS before_document
    FROM selected s
    JOIN history l ON l.measure = s.measure AND l.kind <> 'merged'
    JOIN entry e ON e.id = l.entry
    JOIN document d ON d.id = e.document
    JOIN kept k ON k.document = e.document
    JOIN moment m ON m.moment = s.moment AND m.plan = s.plan
    CROSS JOIN LATERAL (SELECT unnest([
        {'place': 1, 'field': 'measure', 'text': e.measure, 'kept': k.measure},
        {'place': 2, 'field': 'cause', 'text': e.cause, 'kept': k.cause},
        {'place': 3, 'field': 'goal', 'text': e.goal, 'kept': k.goal},
        {'place': 4, 'field': 'when', 'text': e.when_text, 'kept': k.when},
        {'place': 5, 'field': 'who', 'text': e.who, 'kept': k.who}
    ], recursive := true)) t
    WHERE t.kept AND d.known_on <= m.known_until
    WINDOW earlier AS (PARTITION BY s.measure, t.field ORDER BY d.known_on, d.id)
)
SELECT measure, field, before, text AS after, before_document, document AS after_document, day
FROM stood
WHERE before IS NOT NULL AND plain <> plain_before
ORDER BY measure, day, place

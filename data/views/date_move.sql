-- One row per measure and time that its deadline moved, from one of its documents to the next, of those known now: to
-- another date, or to none. A first deadline is no move, and a document without a column for the time says nothing of it.
SELECT measure, plan, day, document, before, after, count(*) OVER (PARTITION BY measure) AS moved
FROM (
    SELECT
        l.measure, m.plan, d.known_on AS day, d.name AS document, d.id,
        lag(e.timing) OVER earlier AS timing_before,
        CASE WHEN e.timing = 'deadline' AND e.end_date IS NOT NULL THEN e.end_date::VARCHAR ELSE e.timing END AS after,
        lag(CASE WHEN e.timing = 'deadline' AND e.end_date IS NOT NULL THEN e.end_date::VARCHAR ELSE e.timing END) OVER earlier AS before
    FROM moment m
    JOIN plan p ON p.id = m.plan
    JOIN document d ON d.district = p.district AND d.plan_year = p.plan_year AND d.known_on <= m.known_until
    JOIN entry e ON e.document = d.id
    JOIN link l ON l.entry = e.id
    WHERE m.moment = 'now'
      AND d.id IN (SELECT document FROM entry WHERE when_text <> '')
    WINDOW earlier AS (PARTITION BY l.measure ORDER BY d.known_on, d.sha256)
)
WHERE timing_before = 'deadline' AND before <> after

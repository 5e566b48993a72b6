-- Hur stor del av de öppna åtgärderna hänger på en enda namngiven person?
-- person, measures, open
-- En rad per person med åtgärder där ingen annan är ansvarig, flest först. open är alla öppna åtgärder i urvalet.
SELECT person, count(*) AS measures, any_value(open) AS open
FROM (
    SELECT s.measure, any_value(a.name) AS person, (SELECT count(*) FILTER (open) FROM selected) AS open
    FROM selected s
    JOIN current_actor a ON a.moment = s.moment AND a.measure = s.measure
    WHERE s.hangs_on_one
    GROUP BY s.measure
)
GROUP BY person
ORDER BY measures DESC, person COLLATE sv

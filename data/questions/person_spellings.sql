-- Vilka stavningar räknas som samma person, och varför?
-- district, name, spelling, decided_by, reason, measures
-- En rad per stavning som inte är namnet självt, för personer som bär någon åtgärd i urvalet. decided_by är rule (bara en det kan vara) eller hand. measures är åtgärder i urvalet där stavningen står.
WITH place AS (
    SELECT s.district, s.measure, a.name, a.written
    FROM selected s
    JOIN current_actor a ON a.moment = s.moment AND a.measure = s.measure
    WHERE a.kind = 'person'
)
SELECT
    n.district, n.name, n.spelling, n.decided_by, n.reason,
    count(DISTINCT p.measure) FILTER (p.written = n.spelling) AS measures
FROM person n
JOIN place p ON p.district = n.district AND p.name = n.name
WHERE n.spelling <> n.name
GROUP BY n.district, n.name, n.spelling, n.decided_by, n.reason
ORDER BY n.district COLLATE sv, n.name COLLATE sv, n.name, n.spelling COLLATE sv, n.spelling

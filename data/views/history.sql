-- One row per measure and entry that belongs to its history: its own (kind «own»), and those of the measures that it is a
-- part of (split) or holds (merged).
SELECT measure, entry, 'own' AS kind, score, decided_by, reason
FROM link
UNION ALL
SELECT o.measure, l.entry, o.kind, o.score, o.decided_by, o.reason
FROM origin o
JOIN link l ON l.measure = o.origin

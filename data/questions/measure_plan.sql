-- Vilken plan hör åtgärden till?
-- measure, plan
-- En rad per åtgärd. Frågan följer varje id som åtgärden har i något dokument, och är billig: den bedömer ingenting.
SELECT m.id AS measure, m.plan
FROM measure m
WHERE (len($plans::VARCHAR[]) = 0 OR list_contains($plans::VARCHAR[], m.plan))
  AND (len($measures::VARCHAR[]) = 0 OR m.id IN (SELECT l.measure FROM link l WHERE list_contains($measures::VARCHAR[], l.entry)))
ORDER BY m.id

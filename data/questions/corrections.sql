-- Vad har rättats för hand, av vem och varför?
-- correction, plan, measure, title, field, value, why, who, made_at, undone_at, undone_by, state
-- Tider är UTC. state är gäller, ersatt, ångrad, texten är ändrad eller hittar inte åtgärden. measure är NULL när åtgärden inte längre finns i registret.
SELECT
    c.id AS correction, c.plan, k.measure, j.title, c.field, c.value, c.why, c.who, c.made_at, c.undone_at, c.undone_by,
    CASE
        WHEN c.undone_at IS NOT NULL THEN 'ångrad'
        WHEN k.measure IS NULL THEN 'hittar inte åtgärden'
        WHEN a.id IS NOT NULL OR c.id IN (SELECT id FROM held_wording) THEN 'gäller'
        WHEN EXISTS (
            SELECT 1 FROM applied_correction later
            WHERE later.moment = 'now' AND later.measure = k.measure AND later.field = c.field AND later.id > c.id
        ) THEN 'ersatt'
        ELSE 'texten är ändrad'
    END AS state
FROM correction c
LEFT JOIN kept_correction k ON k.id = c.id
LEFT JOIN current_measure j ON j.moment = 'now' AND j.measure = k.measure
LEFT JOIN applied_correction a ON a.moment = 'now' AND a.id = c.id AND a.measure = k.measure
WHERE (len($plans::VARCHAR[]) = 0 OR list_contains($plans::VARCHAR[], c.plan))
  AND (len($measures::VARCHAR[]) = 0 OR list_contains($measures::VARCHAR[], k.measure))
ORDER BY c.id

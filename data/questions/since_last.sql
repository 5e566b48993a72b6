-- Vad har hänt sedan uppföljningen före den som visas?
-- change, measures
-- done, not_done, removed, late, new_deadline, reopened, new, split, merged, returned, vanished, new_owner, new_goal: alltid en
-- rad för varje, också när ingen åtgärd har ändrats så; inga rader när det inte finns någon tidigare uppföljning. split och
-- merged räknar de åtgärder som blev till.
SELECT o.change, count(s.measure) AS measures
FROM change_order o
LEFT JOIN (change c JOIN chosen_at s ON s.measure = c.measure AND s.moment = 'now') ON c.change = o.change
WHERE EXISTS (SELECT 1 FROM moment WHERE moment = 'before')
GROUP BY o.change, o.place
ORDER BY o.place

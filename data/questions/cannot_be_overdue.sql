-- Hur många öppna åtgärder kan inte bli försenade, och varför?
-- timing, measures
-- De har inget slutdatum. timing är deadline när texten kräver ett slut men inte säger vilken dag.
SELECT timing, count(*) AS measures
FROM selected
WHERE cannot_be_overdue
GROUP BY timing
ORDER BY list_position(['ongoing', 'recurring', 'on_demand', 'start', 'deadline', 'unset'], timing)

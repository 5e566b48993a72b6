-- Vad har varje part lovat, och vad är levererat?
-- party, promised, done, open_not_overdue, overdue, not_done, unknown, hangs_on_one
-- promised är alla åtgärder som parten står i utom de borttagna: done + open_not_overdue + overdue + not_done. unknown är de av dem vars status är okänd, hangs_on_one de öppna som hänger på en enda person. En åtgärd med flera parter räknas hos var och en. party är tom där ingen part framgår. Flest lovade först, sedan namn, utan part sist.
SELECT
    a.party,
    count(*) AS promised,
    count(*) FILTER (s.status = 'genomford') AS done,
    count(*) FILTER (s.open_not_overdue) AS open_not_overdue,
    count(*) FILTER (s.overdue) AS overdue,
    count(*) FILTER (s.status = 'ej_genomford') AS not_done,
    count(*) FILTER (s.unknown) AS unknown,
    count(*) FILTER (s.hangs_on_one) AS hangs_on_one
FROM selected s
JOIN carrying_party a ON a.moment = s.moment AND a.measure = s.measure
WHERE NOT s.removed
GROUP BY a.party
ORDER BY a.party = '', promised DESC, a.party COLLATE sv

-- I vilka månader hopar sig slutdatumen, i allt och per part?
-- party, month, measures, done, open_not_overdue, overdue, not_done, unknown
-- month är månadens första dag. party är «*» för urvalet i allt, där varje åtgärd räknas en gång, och tom där ingen part framgår; en åtgärd med flera parter räknas hos var och en. Bara åtgärder med slutdatum; borttagna är inte med. I tidens ordning.
SELECT
    b.party, date_trunc('month', s.end_date)::DATE AS month,
    count(*) AS measures,
    count(*) FILTER (s.status = 'genomford') AS done,
    count(*) FILTER (s.open_not_overdue) AS open_not_overdue,
    count(*) FILTER (s.overdue) AS overdue,
    count(*) FILTER (s.status = 'ej_genomford') AS not_done,
    count(*) FILTER (s.unknown) AS unknown
FROM selected s
JOIN (
    SELECT moment, measure, party FROM carrying_party
    UNION ALL
    SELECT moment, measure, '*' FROM selected
) b ON b.moment = s.moment AND b.measure = s.measure
WHERE NOT s.removed AND s.timing = 'deadline' AND s.end_date IS NOT NULL
GROUP BY b.party, month
ORDER BY b.party <> '*', b.party = '', b.party COLLATE sv, month

-- Hur många åtgärder har varje orsak, område för område?
-- area, causes, one, few, many, measures, alone, without_cause
-- causes är orsaker i planen, samma orsak i två områden räknas två gånger. one, few och many är de som har 1, 2–3 och 4 eller fler åtgärder, och measures åtgärderna de har. alone är orsaker som inte har någon åtgärd, without_cause åtgärder utan orsak. Borttagna åtgärder räknas inte.
SELECT
    o.area,
    coalesce(c.causes, 0) + coalesce(l.alone, 0) AS causes, coalesce(c.one, 0) AS one, coalesce(c.few, 0) AS few,
    coalesce(c.many, 0) AS many, coalesce(c.measures, 0) AS measures, coalesce(l.alone, 0) AS alone,
    coalesce(c.without_cause, 0) AS without_cause
FROM area_order o
LEFT JOIN (
    SELECT
        s.area,
        count(DISTINCT (q.plan, q.cause_key)) FILTER (q.meets_cause) AS causes,
        count(DISTINCT (q.plan, q.cause_key)) FILTER (q.cause_has_one) AS one,
        count(DISTINCT (q.plan, q.cause_key)) FILTER (q.cause_has_few) AS few,
        count(DISTINCT (q.plan, q.cause_key)) FILTER (q.cause_has_many) AS many,
        count(*) FILTER (q.meets_cause) AS measures,
        count(*) FILTER (q.lacks_cause) AS without_cause
    FROM selected s
    JOIN quality q ON q.measure = s.measure
    GROUP BY s.area
) c ON c.area = o.area
LEFT JOIN (SELECT coalesce(area, 'ovrigt') AS area, count(*) AS alone FROM selected_alone GROUP BY ALL) l ON l.area = o.area
WHERE c.causes > 0 OR l.alone > 0 OR c.without_cause > 0
ORDER BY o.place

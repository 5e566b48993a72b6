-- One row per moment and measure known then: whether it still stands in the plan.
--   replaced  it was divided or merged: what came of it is known by then
--   absent    a follow-up document of a later day has measures of its area, but not it. A document that covers only some
--             areas says nothing of the others, nor does a row that a person has set aside.
SELECT
    l.moment, l.measure,
    coalesce(r.known_on >= l.known_on, false) AS replaced,
    coalesce(c.known_on > l.known_on, false) AS absent
FROM latest_entry l
JOIN entry e ON e.id = l.entry
LEFT JOIN (
    SELECT p.moment, o.origin, max(p.known_on) AS known_on
    FROM origin o
    JOIN latest_entry p ON p.measure = o.measure
    GROUP BY p.moment, o.origin
) r ON r.moment = l.moment AND r.origin = l.measure
LEFT JOIN (
    SELECT k.moment, k.plan, e.area, max(k.known_on) AS known_on
    FROM known_state k
    JOIN entry e ON e.id = k.entry
    JOIN document d ON d.id = k.document
    WHERE k.own AND d.is_followup AND NOT EXISTS (
        SELECT 1 FROM applied_correction a
        WHERE a.moment = k.moment AND a.measure = k.measure AND a.field = 'is_measure' AND a.value = 'false'
    )
    GROUP BY k.moment, k.plan, e.area
) c ON c.moment = l.moment AND c.plan = l.plan AND c.area = e.area

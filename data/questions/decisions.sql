-- Vad behöver styrgruppen besluta?
-- question_order, question, detail, measure, title, area, subarea, light, status, end, days_late, who, plan
-- En åtgärd står bara under sin första fråga. Genomförda och borttagna står inte med.
SELECT
    q.question_order, q.question, q.detail, s.measure, s.title, s.area, s.subarea, s.light, s.status,
    CASE WHEN s.timing = 'deadline' THEN s.end_date END AS "end", s.days_late, s.actors AS who, s.plan
FROM selected s
JOIN (
    SELECT measure, CASE
        WHEN overdue AND NOT has_owner THEN 1
        WHEN overdue AND days_late > 90 THEN 2
        WHEN overdue AND status = 'ej_paborjad' THEN 3
        WHEN status = 'ej_genomford' THEN 4
        WHEN status = 'ej_paborjad' AND soon THEN 5
        WHEN status = 'ej_paborjad' THEN 6
        WHEN open AND NOT has_owner THEN 7
        WHEN status = 'pausad' THEN 8
    END AS question_order
    FROM selected
) n ON n.measure = s.measure
JOIN (VALUES
    (1, 'Vem tar ansvaret, och till när?', 'Försenad, saknar ansvarig'),
    (2, 'Vad hindrar, och vem löser det?', 'Försenad mer än 90 dagar'),
    (3, 'Ska den göras? Vem börjar, och när?', 'Försenad och ej påbörjad'),
    (4, 'Ska den tas bort, eller med i nästa plan?', 'Kunde inte genomföras'),
    (5, 'Ska slutdatumet flyttas?', 'Ej påbörjad, slutdatum inom 60 dagar'),
    (6, 'Ska den göras, och när?', 'Ej påbörjad'),
    (7, 'Vem tar ansvaret?', 'Saknar ansvarig'),
    (8, 'När tas den upp igen?', 'Pausad')
) q (question_order, question, detail) ON q.question_order = n.question_order
JOIN area_order a ON a.area = s.area
ORDER BY q.question_order, s.district COLLATE sv, s.plan_year, a.place, s.row

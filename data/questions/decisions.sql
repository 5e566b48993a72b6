-- Vad behöver styrgruppen besluta?
-- question_order, question, detail, measure, title, area, subarea, light, status, end, days_late, who, plan, party, obstacle, obstacle_words, waits_for, waits_for_party, told, asked, parties
-- En åtgärd står bara under sin första fråga. Genomförda och borttagna står inte med. party är den enda part som ansvarar, «flera» eller tom. told är statuskolumnen och uppföljningen, som de är skrivna. asked är det (owner, status, time) som någon är tillfrågad om utan att ha svarat. parties är alla parter som ansvarar.
SELECT
    q.question_order, q.question,
    CASE WHEN q.question_order = 2 AND s.days_late <= 90 THEN 'Försenad, uppföljningen säger vad som hindrar' ELSE q.detail END AS detail,
    s.measure, s.title, s.area, s.subarea, s.light, s.status,
    CASE WHEN s.timing = 'deadline' THEN s.end_date END AS "end", s.days_late, s.actors AS who, s.plan,
    CASE len(list_distinct(s.party_keys)) WHEN 0 THEN '' WHEN 1 THEN s.party_keys[1] ELSE 'flera' END AS party,
    s.obstacle, s.obstacle_words, s.waits_for, s.waits_for_party,
    concat_ws(CASE WHEN regexp_matches(s.status_text, '[.!?…]$') THEN ' ' ELSE ' · ' END, nullif(s.status_text, ''), CASE WHEN s.followup <> s.status_text THEN s.followup END) AS told,
    coalesce(v.asked, '') AS asked, array_to_string(list_sort(list_distinct(s.party_keys)), ' | ') AS parties
FROM selected s
JOIN (
    SELECT measure, CASE
        WHEN overdue AND NOT has_owner THEN 1
        WHEN overdue AND (days_late > 90 OR obstacle <> '') THEN 2
        WHEN overdue AND status = 'ej_paborjad' THEN 3
        WHEN status = 'ej_genomford' THEN 4
        WHEN status = 'ej_paborjad' AND soon THEN 5
        WHEN status = 'ej_paborjad' THEN 6
        WHEN open AND NOT has_owner THEN 7
        WHEN status = 'pausad' THEN 8
        WHEN waiting THEN 9
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
    (8, 'När tas den upp igen?', 'Pausad'),
    (9, 'Vem ser till att den kommer vidare?', 'Väntar på någon annan')
) q (question_order, question, detail) ON q.question_order = n.question_order
JOIN area_order a ON a.area = s.area
LEFT JOIN asked_value v ON v.measure = s.measure
ORDER BY q.question_order, s.district COLLATE sv, s.plan_year, a.place, s.row

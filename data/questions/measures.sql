-- Vilka åtgärder är det, och hur står det till med var och en?
-- measure, plan, area, subarea, cause, title, item, goal, when_text, who, followup, status_text, comment, status, status_words, continues, timing, start_date, end_date, timing_words, light, overdue, days_late, soon, on_track, followed_up, missing_followup, open, actors, parties, document, place, confidence, doubts, corrected, followed_up_on, as_of, open_not_overdue, cannot_be_overdue, followup_due, without_owner, hangs_on_one, without_party, without_organisation, without_function, without_person, has_owner, names_person, has_goal, status_asked
-- En rad per åtgärd i planens ordning. corrected är de rättade fälten, åtskilda av komma; doubts är antalet frågor som läsningen har; status_asked är sant när den status som gäller är ifrågasatt och ingen har svarat.
SELECT
    s.measure, s.plan, s.area, s.subarea, s.cause, s.title, s.item, s.goal, s.when_text, s.who, s.followup, s.status_text,
    s.comment, s.status, s.status_words, s.continues, s.timing, s.start_date, s.end_date, s.timing_words, s.light,
    s.overdue, s.days_late, s.soon, s.on_track, s.followed_up, s.missing_followup, s.open, s.actors, s.parties,
    d.name AS document, s.place, s.confidence, coalesce(q.doubts, 0) AS doubts,
    array_to_string(s.corrected, ', ') AS corrected, s.followed_up_on, s.as_of,
    s.open_not_overdue, s.cannot_be_overdue, s.followup_due, s.without_owner, s.hangs_on_one, s.without_party,
    s.without_organisation, s.without_function, s.without_person,
    s.has_owner, s.names_person, s.has_goal, coalesce(v.status_asked, false) AS status_asked
FROM selected s
JOIN document d ON d.id = s.document
LEFT JOIN (SELECT entry, count(*) AS doubts FROM selected_doubt GROUP BY entry) q ON q.entry = s.entry
LEFT JOIN asked_value v ON v.measure = s.measure
ORDER BY s.district COLLATE sv, s.plan_year, s.known_on DESC, s.document, s.row

-- One row per moment and measure: as the latest entry and the latest follow-up were read, before any correction.
SELECT
    l.moment, l.plan, l.as_of, l.shown, l.measure, l.document, l.entry, l.row, l.known_on,
    e.area_text, e.headings, e.area, e.area_words, e.area_rule, e.area_doubt, e.subarea, e.cause, e.measure AS title,
    e.item, e.goal, e.when_text, e.who, e.other,
    e.timing, e.start_date, e.end_date, e.stated_start, e.timing_words, e.timing_rule, e.timing_doubt,
    coalesce(f.followup, l.followup) AS followup,
    coalesce(f.status_text, l.status_text) AS status_text,
    coalesce(f.comment, l.comment) AS comment,
    coalesce(f.status, l.status) AS status,
    coalesce(f.status_words, l.status_words) AS status_words,
    coalesce(f.status_rule, l.status_rule) AS status_rule,
    coalesce(f.status_doubt, l.status_doubt) AS status_doubt,
    coalesce(f.continues, l.continues) AS continues,
    coalesce(f.continues_words, l.continues_words) AS continues_words,
    coalesce(f.obstacle, l.obstacle) AS obstacle,
    coalesce(f.obstacle_words, l.obstacle_words) AS obstacle_words,
    coalesce(f.obstacle_rule, l.obstacle_rule) AS obstacle_rule,
    coalesce(f.waits_for, l.waits_for) AS waits_for,
    coalesce(f.waits_for_party, l.waits_for_party) AS waits_for_party,
    f.known_on AS followed_up_on, coalesce(f.entry, l.entry) AS status_entry,
    e.place, e.confidence
FROM latest_entry l
JOIN entry e ON e.id = l.entry
LEFT JOIN latest_followup f ON f.moment = l.moment AND f.measure = l.measure

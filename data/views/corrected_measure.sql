-- One row per moment and measure: as read, then as corrected by hand.
SELECT
    j.moment, j.plan, p.district, p.plan_year, j.as_of, j.shown, j.measure, j.document, j.entry, j.row, j.known_on,
    coalesce(c.area, j.area) AS area,
    coalesce(c.subarea, j.subarea) AS subarea,
    coalesce(c.cause, j.cause) AS cause,
    coalesce(c.title, j.title) AS title,
    j.item,
    coalesce(c.goal, j.goal) AS goal,
    j.when_text, j.who, j.other, j.followup, j.status_text, j.comment,
    coalesce(c.status, j.status) AS status,
    j.status_words, j.status_rule,
    coalesce(c.continues::BOOLEAN, j.continues) AS continues,
    j.continues_words, j.followed_up_on,
    j.obstacle, j.obstacle_words, j.obstacle_rule, j.waits_for, j.waits_for_party,
    coalesce(c.timing, j.timing) AS timing,
    CASE WHEN c.start_text IS NULL THEN j.start_date ELSE nullif(c.start_text, '')::DATE END AS start_date,
    CASE WHEN c.end_text IS NULL THEN j.end_date ELSE nullif(c.end_text, '')::DATE END AS end_date,
    CASE WHEN c.start_text IS NULL THEN j.stated_start ELSE c.start_text <> '' END AS stated_start,
    j.timing_words, j.timing_rule, j.area_words,
    coalesce(o.actors, '') AS actors,
    coalesce(o.parties, '') AS parties,
    coalesce(o.carriers, []) AS carriers,
    coalesce(o.actor_keys, []) AS actor_keys,
    coalesce(o.party_keys, []) AS party_keys,
    coalesce(o.kinds, []) AS kinds,
    coalesce(o.one_person, false) AS one_person,
    o.measure IS NOT NULL AS has_owner,
    coalesce(c.is_measure::BOOLEAN, true) AS is_measure,
    coalesce(c.fields, []) AS corrected,
    j.place, j.confidence
FROM judged_measure j
JOIN plan p ON p.id = j.plan
LEFT JOIN corrected_value c ON c.moment = j.moment AND c.measure = j.measure
LEFT JOIN owner o ON o.moment = j.moment AND o.measure = j.measure

-- Vilka planer finns, och när följdes de senast upp?
-- plan, district, plan_year, police_area, documents, measures, followed_up, whole_year, first_known, as_of, example, mixed
-- measures är de som står i planen per datum. followed_up är dagen som den senaste uppföljningen gäller (1 januari året efter för en uppföljning av hela året), first_known dagen för planens första dokument, as_of dagen som planen bedöms per. mixed när egna dokument står bredvid exempelplanernas.
SELECT
    p.id AS plan, p.district, p.plan_year, p.police_area,
    count(*) AS documents,
    any_value(c.measures) AS measures,
    max(d.known_on) FILTER (d.is_followup) AS followed_up,
    coalesce(arg_max(d.whole_year, d.known_on), false) AS whole_year,
    min(d.known_on) AS first_known,
    max(d.known_on) AS as_of,
    bool_and(d.example) AS example,
    bool_or(d.example) AND NOT bool_and(d.example) AS mixed
FROM plan p
JOIN document d ON d.district = p.district AND d.plan_year = p.plan_year
JOIN (SELECT plan, count(*) FILTER (present) AS measures FROM current_measure WHERE moment = 'now' GROUP BY plan) c ON c.plan = p.id
GROUP BY p.id, p.district, p.plan_year, p.police_area
ORDER BY p.district COLLATE sv, p.plan_year

-- Vilka åtgärder har försvunnit ur planen utan förklaring?
-- measure, title, plan, area, subarea, status, end_date, actors, last_document, last_seen, proposals
-- Arbete som återstod när åtgärden senast fanns med, och en senare uppföljning av samma område utelämnar den. De är inte med i några tal. proposals är antalet förslag om vad den kan ha blivit.
SELECT
    s.measure, s.title, s.plan, s.area, s.subarea, s.status, s.end_date, s.actors, d.name AS last_document,
    s.known_on AS last_seen,
    (SELECT count(*) FROM proposal p JOIN link l ON l.entry = p.before_entry WHERE l.measure = s.measure AND p.kind <> 'next_year') AS proposals
FROM chosen_at s
JOIN document d ON d.id = s.document
JOIN area_order a ON a.area = s.area
WHERE s.moment = 'now' AND s.vanished
ORDER BY s.district COLLATE sv, s.plan_year, a.place, s.row, s.measure

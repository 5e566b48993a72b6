-- Vilka åtgärder är genomförda, och vilket resultat anger de?
-- measure, title, plan, area, result, result_words, told, followed_up_on
-- result är effect, verdict, reach eller tom; result_words är orden. told är uppföljningens text, annars statusen eller kommentaren.
SELECT
    s.measure, s.title, s.plan, s.area, q.result, q.result_words,
    coalesce(nullif(s.followup, ''), nullif(s.status_text, ''), s.comment) AS told, s.followed_up_on
FROM selected s
JOIN quality q ON q.measure = s.measure
JOIN area_order a ON a.area = s.area
WHERE s.status = 'genomford'
ORDER BY s.district COLLATE sv, s.plan_year, a.place, s.known_on DESC, s.document, s.row

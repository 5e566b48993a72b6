-- Vad går det att välja i varje filter?
-- filter, value, measures
-- filter är areas, subareas, statuses, lights, timings, actors (kind:namn) eller parties. Fråga utan de andra filtren för att få alla val.
SELECT filter, value, count(DISTINCT measure) AS measures
FROM (
    SELECT 'areas' AS filter, area AS value, measure FROM selected
    UNION ALL SELECT 'subareas', subarea, measure FROM selected WHERE subarea <> ''
    UNION ALL SELECT 'statuses', status, measure FROM selected
    UNION ALL SELECT 'lights', light, measure FROM selected
    UNION ALL SELECT 'timings', timing, measure FROM selected
    UNION ALL SELECT 'actors', a.kind || ':' || a.name, s.measure FROM selected s JOIN current_actor a ON a.measure = s.measure AND a.moment = s.moment
    UNION ALL SELECT 'parties', a.party, s.measure FROM selected s JOIN current_actor a ON a.measure = s.measure AND a.moment = s.moment WHERE a.party <> ''
)
GROUP BY filter, value
ORDER BY filter, value COLLATE sv

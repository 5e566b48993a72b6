-- Vem har läst in, ångrat och läst om vilka dokument, och vad ändrades?
-- made_at, action, name, who, message, document, plan
-- Det senaste först. Tider är UTC. document är dokumentets nummer om det fortfarande är inläst, annars NULL.
SELECT l.made_at, l.action, l.name, l.who, l.message, d.id AS document, p.id AS plan
FROM import_log l
LEFT JOIN document d ON d.sha256 = l.sha256 AND l.sha256 <> ''
LEFT JOIN plan p ON p.district = d.district AND p.plan_year = d.plan_year
ORDER BY l.id DESC

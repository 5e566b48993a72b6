-- Vilka namn kan vara samma person?
-- district, kind, first, second, similarity, reason, first_measures, second_measures, first_title, second_title, first_plans, second_plans
-- För en människa att avgöra: python -m data decide-person DISTRICT FIRST SECOND --same eller --different. kind är first_name (bara förnamn, och flera fulla namn börjar så), near (nästan samma stavning) eller alone (bara förnamn, och inget fullt namn börjar så: second är tom). measures och title är åtgärder i urvalet där namnet står, plans planerna där det står.
WITH place AS (
    SELECT s.district, s.measure, s.title, a.name, a.written
    FROM selected s
    JOIN current_actor a ON a.moment = s.moment AND a.measure = s.measure
    WHERE a.kind = 'person'
), spelling AS (
    SELECT district, first AS spelling FROM person_question
    UNION
    SELECT district, second FROM person_question WHERE second <> ''
), seen AS (
    SELECT w.district, w.spelling, count(DISTINCT p.measure) AS measures, min(p.title COLLATE sv) AS title
    FROM spelling w
    LEFT JOIN place p ON p.district = w.district AND w.spelling IN (p.name, p.written)
    GROUP BY w.district, w.spelling
), standing AS (
    SELECT w.district, w.spelling, string_agg(DISTINCT m.plan, ', ' ORDER BY m.plan) AS plans
    FROM spelling w
    JOIN person n ON n.district = w.district AND w.spelling IN (n.name, n.spelling)
    JOIN entry_actor a ON a.kind = 'person' AND a.name = n.spelling
    JOIN link l ON l.entry = a.entry
    JOIN measure m ON m.id = l.measure
    JOIN plan p ON p.id = m.plan AND p.district = w.district
    GROUP BY w.district, w.spelling
)
SELECT
    q.district, q.kind, q.first, q.second, q.similarity, q.reason,
    f.measures AS first_measures, coalesce(s.measures, 0) AS second_measures,
    coalesce(f.title, '') AS first_title, coalesce(s.title, '') AS second_title,
    coalesce(fs.plans, '') AS first_plans, coalesce(ss.plans, '') AS second_plans
FROM person_question q
JOIN seen f ON f.district = q.district AND f.spelling = q.first
LEFT JOIN seen s ON s.district = q.district AND s.spelling = q.second
LEFT JOIN standing fs ON fs.district = q.district AND fs.spelling = q.first
LEFT JOIN standing ss ON ss.district = q.district AND ss.spelling = q.second
WHERE f.measures > 0 OR s.measures > 0
ORDER BY
    q.district COLLATE sv, list_position(['first_name', 'near', 'alone'], q.kind), q.first COLLATE sv, q.first,
    q.similarity DESC, q.second COLLATE sv, q.second

-- Hur skiljer sig planernas sätt att skriva?
-- plan, measures, line_work, with_deadline, with_owner, with_person, with_goal, followed_up, unknown
-- Alla åtgärder räknas, även borttagna. line_work är löpande arbete, with_person de där en namngiven person är ansvarig.
SELECT
    plan,
    count(*) AS measures,
    count(*) FILTER (timing = 'ongoing') AS line_work,
    count(*) FILTER (timing = 'deadline') AS with_deadline,
    count(*) FILTER (has_owner) AS with_owner,
    count(*) FILTER (names_person) AS with_person,
    count(*) FILTER (has_goal) AS with_goal,
    count(*) FILTER (followed_up) AS followed_up,
    count(*) FILTER (unknown) AS unknown
FROM selected
GROUP BY plan, district, plan_year
ORDER BY district COLLATE sv, plan_year

-- One row per plan, area and cause that no measure left in the plan answers, in whatever area: it stands in a row of its
-- own in the plan's latest document that has it, or all its measures are removed (`removed`). A cause that stands in two
-- areas is two rows, as cause_coverage counts causes. area is NULL where it was never noted. It is no measure, so of the
-- filters only plan and area choose it.
SELECT plan, area, cause, removed, document, place
FROM (
    SELECT plan, area, any_value(cause) AS cause, any_value(cause_key) AS cause_key, count(*) AS removed, NULL AS document, NULL AS place
    FROM (SELECT *, bool_or(asked) OVER (PARTITION BY plan, cause_key) AS answered FROM quality WHERE cause <> '')
    WHERE NOT answered
    GROUP BY plan, area, cause_key
    UNION ALL
    SELECT o.plan, o.area, any_value(o.cause), o.cause_key, 0, arg_max(o.name, o.known_on), arg_max(o.place, o.known_on)
    FROM (
        SELECT m.plan, l.area, l.cause, regexp_replace(lower(l.cause), '[^\p{L}\p{N}]+', '', 'g') AS cause_key, d.name, d.known_on, l.place
        FROM moment m
        JOIN plan p ON p.id = m.plan
        JOIN document d ON d.district = p.district AND d.plan_year = p.plan_year AND d.known_on <= m.known_until
        JOIN lone_cause l ON l.document = d.id
        WHERE m.moment = 'now'
    ) o
    WHERE NOT EXISTS (
        SELECT 1 FROM quality q
        WHERE q.plan = o.plan AND q.cause_key = o.cause_key AND (q.asked OR o.area IS NULL OR q.area = o.area)
    )
    GROUP BY o.plan, o.area, o.cause_key
)
WHERE len($areas::VARCHAR[]) = 0 OR list_contains($areas::VARCHAR[], area) OR area IS NULL

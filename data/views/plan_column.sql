-- One row per chosen plan and demand that a column of its documents answers: whether any document known now has that
-- column, or a text in it. NULL when none has a text and some document was read before its columns were noted.
SELECT
    m.plan, c.demand,
    CASE
        WHEN bool_or(list_has_any(d.columns, c.roles)) OR bool_or(t.told) THEN true
        WHEN NOT bool_or(d.columns IS NULL) THEN false
    END AS there
FROM moment m
JOIN plan p ON p.id = m.plan
JOIN document d ON d.district = p.district AND d.plan_year = p.plan_year AND d.known_on <= m.known_until
CROSS JOIN (VALUES
    ('cause', ['cause']), ('owner', ['who', 'partner']), ('named', ['who', 'partner']), ('time', ['when', 'start', 'end']),
    ('goal', ['goal']), ('measurable', ['goal']), ('followup', ['followup', 'status', 'known'])
) c (demand, roles)
LEFT JOIN (
    SELECT e.document, v.demand, bool_or(v.text <> '') AS told
    FROM entry e
    CROSS JOIN LATERAL (SELECT unnest([
        {'demand': 'cause', 'text': e.cause}, {'demand': 'owner', 'text': e.who}, {'demand': 'named', 'text': e.who},
        {'demand': 'time', 'text': e.when_text}, {'demand': 'goal', 'text': e.goal}, {'demand': 'measurable', 'text': e.goal},
        {'demand': 'followup', 'text': e.followup || e.status_text}
    ], recursive := true)) v
    GROUP BY e.document, v.demand
) t ON t.document = d.id AND t.demand = c.demand
WHERE m.moment = 'now'
GROUP BY m.plan, c.demand

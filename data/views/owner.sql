-- One row per moment and measure that names anybody: its actors in one line and as lists.
SELECT
    moment, measure,
    string_agg(name, ', ' ORDER BY position) AS actors,
    string_agg(DISTINCT party, ', ') FILTER (party <> '') AS parties,
    list(name) || list(kind || ':' || name) AS actor_keys,
    list(party) FILTER (party <> '') AS party_keys
FROM current_actor
GROUP BY moment, measure

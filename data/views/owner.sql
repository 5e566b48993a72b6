-- One row per moment and measure that names anybody: its actors in one line and as lists, the kinds of actors named,
-- and whether a single named person is all that it names.
SELECT
    moment, measure,
    string_agg(name, ', ' ORDER BY position) AS actors,
    string_agg(DISTINCT party, ', ') FILTER (party <> '') AS parties,
    list(name) || list(kind || ':' || name) AS actor_keys,
    list(party) FILTER (party <> '') AS party_keys,
    list_sort(list(DISTINCT kind)) AS kinds,
    count(DISTINCT (kind, name)) = 1 AND bool_and(kind = 'person') AS one_person
FROM current_actor
GROUP BY moment, measure

-- One row per moment and measure that names anybody: its actors and its parties in one line, in the order they are named,
-- and as lists, the kinds of actors named, and whether a single named person is all that it names.
--   carriers    each actor once, as «kind:name»: two measures with the same list are carried by the same
--   actor_keys  what a filter may call them by: their names, and a spelling that is nobody's name in the chosen plans, so
--               that an address from before two spellings were joined still opens its rows
SELECT
    moment, measure,
    string_agg(name, ', ' ORDER BY position) FILTER (first_time) AS actors,
    string_agg(party, ', ' ORDER BY position) FILTER (party_first) AS parties,
    list(kind || ':' || name ORDER BY kind, name) FILTER (first_time) AS carriers,
    list(name) || list(kind || ':' || name)
        || coalesce(list(written) FILTER (respelt), []) || coalesce(list(kind || ':' || written) FILTER (respelt), []) AS actor_keys,
    list(party) FILTER (party <> '') AS party_keys,
    list_sort(list(DISTINCT kind)) AS kinds,
    count(*) FILTER (first_time) = 1 AND bool_and(kind = 'person') AS one_person
FROM (
    SELECT
        *,
        row_number() OVER (PARTITION BY moment, measure, kind, name ORDER BY position) = 1 AS first_time,
        party <> '' AND row_number() OVER (PARTITION BY moment, measure, party ORDER BY position) = 1 AS party_first,
        kind = 'person' AND written <> name AND written NOT IN (SELECT name FROM current_actor WHERE kind = 'person') AS respelt
    FROM current_actor
)
GROUP BY moment, measure

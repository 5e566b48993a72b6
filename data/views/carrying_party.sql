-- One row per selected measure and party that carries it; the party is "" for a measure where no party can be told.
SELECT s.moment, s.measure, coalesce(a.party, '') AS party
FROM selected s
LEFT JOIN (SELECT DISTINCT moment, measure, party FROM current_actor WHERE party <> '') a
    ON a.moment = s.moment AND a.measure = s.measure

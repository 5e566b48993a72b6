-- The key figures of the selection, one row per moment («now», «before»), zeros when nothing is selected.
-- vanished stands beside them: it is in none of the others.
SELECT
    m.moment,
    count(s.measure) AS measures,
    count(*) FILTER (s.removed) AS removed,
    count(*) FILTER (NOT s.removed) AS counted,
    count(*) FILTER (s.status = 'genomford') AS done,
    count(*) FILTER (s.on_track) AS on_track,
    count(*) FILTER (s.overdue) AS overdue,
    count(*) FILTER (s.soon) AS soon,
    CASE WHEN min(s.end_date) FILTER (s.soon) = max(s.end_date) FILTER (s.soon) THEN min(s.end_date) FILTER (s.soon) END AS soon_end,
    count(*) FILTER (s.followed_up) AS followed_up,
    count(*) FILTER (s.unknown) AS unknown,
    count(*) FILTER (s.missing_followup) AS missing_followup,
    (SELECT count(*) FROM chosen_at v WHERE v.moment = m.moment AND v.vanished) AS vanished,
    CASE WHEN min(s.as_of) = max(s.as_of) THEN min(s.as_of) END AS as_of
FROM (VALUES ('now'), ('before')) m (moment)
LEFT JOIN selected_at s ON s.moment = m.moment
GROUP BY m.moment

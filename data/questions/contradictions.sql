-- Vilka åtgärder säger emot sig själva, i vilka ord?
-- measure, title, plan, area, status, kind, question, said_in, said, against_in, against, who
-- En rad per åtgärd, under den första motsägelsen. said_in och against_in är status, followup, comment, start eller end; said och against är orden, eller datum (ISO). En status som är rättad för hand är ett svar på vad texterna säger, men inte på datumen. Läses som en fråga till den ansvariga: inget ändras.
WITH told AS (
    SELECT
        s.measure, v.place, v.told_in, v.text, t.left_words, t.ahead_words, t.works_words, t.opens, t.opens_words,
        v.told_in = CASE WHEN s.status_text <> '' THEN 'status' ELSE 'followup' END AS decided,
        CASE WHEN v.told_in = 'followup' THEN (
            SELECT any_value(f.status) FROM link l JOIN entry_followup f ON f.entry = l.entry WHERE l.measure = s.measure AND f.text = v.text
        ) END AS by_itself
    FROM selected s
    CROSS JOIN LATERAL (SELECT unnest([
        {'place': 1, 'told_in': 'status', 'text': s.status_text},
        {'place': 2, 'told_in': 'followup', 'text': CASE WHEN s.followup <> s.status_text THEN s.followup ELSE '' END},
        {'place': 3, 'told_in': 'comment', 'text': CASE WHEN s.comment NOT IN (s.status_text, s.followup) THEN s.comment ELSE '' END}
    ], recursive := true)) v
    JOIN told_reading t ON t.text = v.text
), found AS (
    SELECT s.measure, 1 AS kind_order, 'done_ahead' AS kind, t.told_in AS against_in,
        CASE WHEN t.ahead_words <> '' THEN t.ahead_words ELSE t.text END AS against
    FROM selected s
    JOIN told t ON t.measure = s.measure AND t.told_in = 'followup' AND NOT t.decided
    WHERE s.status = 'genomford' AND NOT list_contains(s.corrected, 'status') AND t.opens <> 'genomford'
      AND (t.by_itself = 'ej_paborjad' OR (t.ahead_words <> '' AND coalesce(t.by_itself, '') NOT IN ('genomford', 'delvis')))
    UNION ALL
    SELECT s.measure, 2, 'done_before_start', 'start', s.start_date::VARCHAR
    FROM selected s
    WHERE s.status = 'genomford' AND s.stated_start AND s.start_date > s.followed_up_on
    UNION ALL
    SELECT s.measure, 3, 'done_waiting', 'followup', trim(s.obstacle_words || ' ' || s.waits_for)
    FROM selected s
    WHERE s.status = 'genomford' AND s.obstacle = 'waiting' AND NOT list_contains(s.corrected, 'status')
    UNION ALL
    SELECT s.measure, 4, 'done_left', t.told_in, t.left_words
    FROM selected s
    JOIN told t ON t.measure = s.measure
    WHERE s.status = 'genomford' AND t.left_words <> '' AND NOT list_contains(s.corrected, 'status')
    UNION ALL
    SELECT s.measure, 5, 'going_after_end', 'end', s.end_date::VARCHAR
    FROM selected s
    WHERE s.status = 'pagar' AND s.timing = 'deadline' AND s.followed_up_on - s.end_date >= 365
    UNION ALL
    SELECT s.measure, 6, 'removed_going', t.told_in, t.works_words
    FROM selected s
    JOIN told t ON t.measure = s.measure
    WHERE s.status = 'borttagen' AND t.works_words <> '' AND NOT list_contains(s.corrected, 'status')
    UNION ALL
    SELECT s.measure, 7, 'other_status', t.told_in, t.opens_words
    FROM selected s
    JOIN told t ON t.measure = s.measure AND NOT t.decided AND t.opens <> ''
    JOIN speaks_against p ON p.status = s.status AND p.opens = t.opens
    WHERE NOT list_contains(s.corrected, 'status') AND NOT (p.unless_going_on AND s.continues)
)
SELECT
    s.measure, s.title, s.plan, s.area, s.status, f.kind,
    CASE f.kind
        WHEN 'done_ahead' THEN 'Är den genomförd, eller ligger den framåt?'
        WHEN 'done_before_start' THEN 'Är den genomförd innan den skulle börja?'
        WHEN 'done_waiting' THEN 'Är den klar, eller väntar den på någon?'
        WHEN 'done_left' THEN 'Är den klar, eller återstår något?'
        WHEN 'going_after_end' THEN 'Pågår den än, ett år efter slutdatumet?'
        WHEN 'removed_going' THEN 'Är den borttagen, eller fortsätter arbetet?'
        WHEN 'other_status' THEN 'Vilket gäller, statusen eller texten?'
    END AS question,
    CASE WHEN s.status_text <> '' THEN 'status' WHEN s.followup <> '' THEN 'followup' ELSE 'comment' END AS said_in,
    coalesce(nullif(s.status_words, ''), nullif(s.status_text, ''), s.followup) AS said, f.against_in, f.against, s.actors AS who
FROM found f
JOIN selected s ON s.measure = f.measure
JOIN area_order a ON a.area = s.area
QUALIFY row_number() OVER (PARTITION BY f.measure ORDER BY f.kind_order, f.against_in DESC, f.against) = 1
ORDER BY f.kind_order, s.district COLLATE sv, s.plan_year, a.place, s.known_on DESC, s.document, s.row

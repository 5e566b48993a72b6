-- Går åtgärdens mål att mäta, och vad anges om resultatet och om hinder, i vilka ord?
-- measure, goal, goal_words, goal_lacks, vague_words, goal_state, status, result, result_words, told, obstacle, obstacle_words, obstacle_rule, waits_for, waits_for_party
-- En rad per åtgärd. goal_words är de ord som bedömningen bygger på, goal_lacks varför målet inte går att mäta (direction, number, date, vague); goal_state är measurable, lacking, unread när målet inte är läst, eller tom. result är effect, verdict, reach eller tom. obstacle är vad som står i vägen (waiting, lack, hindrance) eller tom, obstacle_words orden som säger det, waits_for vad som väntas på och waits_for_party dess part.
SELECT
    s.measure, s.goal,
    concat_ws(', ', nullif(q.aim_words, ''), nullif(nullif(q.number_words, ''), q.aim_words), nullif(q.date_words, ''), nullif(nullif(q.vague_words, ''), q.aim_words)) AS goal_words,
    array_to_string(q.goal_lacks, ' ') AS goal_lacks, coalesce(q.vague_words, '') AS vague_words, CASE WHEN s.goal = '' THEN '' WHEN q.goal_lacks IS NULL THEN 'unread' WHEN len(q.goal_lacks) = 0 THEN 'measurable' ELSE 'lacking' END AS goal_state,
    s.status, q.result, q.result_words,
    concat_ws(' | ', nullif(s.status_text, ''), nullif(nullif(s.followup, ''), s.status_text), nullif(s.comment, '')) AS told,
    s.obstacle, s.obstacle_words, s.obstacle_rule, s.waits_for, s.waits_for_party
FROM selected s
JOIN quality q ON q.measure = s.measure
ORDER BY s.measure

-- One row per measure that stands in the chosen plans now: what the method asks of it, and what it lacks. Each of it is
-- defined here and nowhere else. A removed measure is asked nothing.
--   meets_*, lacks_*  per demand; neither where nothing is asked yet.
--   named       a named person or a function carries it, not only an organisation
--   time        any time at all: a line «löpande» is one
--   goal_lacks  why the goal cannot be measured: direction (what shall come of it), number (how much; a state that is
--               there or not needs none), date (by when: in the goal's own words, or as the measure's deadline or rate)
--               and vague (words that nobody can follow up). NULL where the goal has not been read.
--   measurable  it has a goal, and that lacks none of them
--   followup    asked once its deadline or its plan year has passed, or when it is followed up before that
--   lacks       all of it, the first that says it: a measure without owner is not told to name nobody too
--   result      the strongest that status, follow-up or comment tells of what came of it: effect, verdict, reach
--   without_result  done, and nothing is told of what came of it
--   cause_measures  how many measures of the plan's area, removed ones left out, have its cause
SELECT
    *,
    cause_measures = 1 AS cause_has_one,
    cause_measures BETWEEN 2 AND 3 AS cause_has_few,
    cause_measures > 3 AS cause_has_many,
    list_filter([
        CASE WHEN lacks_cause THEN 'cause' END,
        CASE WHEN lacks_owner THEN 'owner' WHEN lacks_named THEN 'named' END,
        CASE WHEN lacks_time THEN 'time' END,
        CASE WHEN lacks_goal THEN 'goal' WHEN lacks_measurable THEN 'measurable' END,
        CASE WHEN lacks_followup THEN 'followup' END
    ], lambda code: code IS NOT NULL) AS lacks
FROM (
    SELECT
        *,
        asked AND cause <> '' AS meets_cause, asked AND cause = '' AS lacks_cause,
        asked AND has_owner AS meets_owner, asked AND NOT has_owner AS lacks_owner,
        asked AND is_named AS meets_named, asked AND NOT is_named AS lacks_named,
        asked AND timing <> 'unset' AS meets_time, asked AND timing = 'unset' AS lacks_time,
        asked AND has_goal AS meets_goal, asked AND NOT has_goal AS lacks_goal,
        asked AND coalesce(has_goal AND len(goal_lacks) = 0, false) AS meets_measurable,
        asked AND NOT coalesce(has_goal AND len(goal_lacks) = 0, false) AS lacks_measurable,
        asked AND followed_up AS meets_followup, missing_followup AND asked AS lacks_followup,
        status = 'genomford' AND result = '' AS without_result,
        CASE WHEN asked AND cause <> '' THEN count(*) FILTER (asked) OVER (PARTITION BY plan, area, cause_key) END AS cause_measures
    FROM (
        SELECT
            n.measure, n.plan, n.area, n.cause, n.goal, n.status, n.timing, n.has_owner, n.has_goal, n.followed_up,
            n.missing_followup,
            NOT n.removed AS asked,
            regexp_replace(lower(n.cause), '[^\p{L}\p{N}]+', '', 'g') AS cause_key,
            list_has_any(n.kinds, ['person', 'function']) AS is_named,
            g.aim, g.aim_words, g.number_words, g.date_words, g.vague_words,
            CASE WHEN g.text IS NOT NULL THEN list_filter([
                CASE WHEN g.aim = '' THEN 'direction' END,
                CASE WHEN g.number_words = '' AND g.aim <> 'state' THEN 'number' END,
                CASE WHEN g.date_words = '' AND NOT coalesce(n.timing = 'recurring' OR (n.timing = 'deadline' AND n.end_date IS NOT NULL), false)
                    THEN 'date' END,
                CASE WHEN g.vague_words <> '' THEN 'vague' END
            ], lambda code: code IS NOT NULL) END AS goal_lacks,
            CASE
                WHEN 'effect' IN (a.result, b.result, c.result) THEN 'effect'
                WHEN 'verdict' IN (a.result, b.result, c.result) THEN 'verdict'
                WHEN 'reach' IN (a.result, b.result, c.result) THEN 'reach'
                ELSE ''
            END AS result,
            concat_ws(', ', nullif(a.result_words, ''), nullif(b.result_words, ''), nullif(c.result_words, '')) AS result_words
        FROM current_measure n
        LEFT JOIN goal_reading g ON g.text = n.goal
        LEFT JOIN told_reading a ON a.text = n.followup
        LEFT JOIN told_reading b ON b.text = n.status_text AND n.status_text <> n.followup
        LEFT JOIN told_reading c ON c.text = n.comment AND n.comment <> n.followup
        WHERE n.moment = 'now' AND n.present
    )
)

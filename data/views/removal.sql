-- One row per measure that is removed now: what is said of why, beyond that it was removed. By hand: the correction's own
-- why; else the status, follow-up and comment, when a word remains besides those that say that it was removed.
SELECT
    measure,
    CASE
        WHEN why IS NOT NULL THEN why
        WHEN len(list_filter(
            regexp_extract_all(replace(lower(told), lower(status_words), ' '), '\p{L}{2,}'),
            lambda word: NOT regexp_full_match(word, 'åtgärd(en)?s?|aktiviteten|insatsen|punkt(en)?|raden|denna|den|det|detta|här|'
                || 'är|har|blev|blir|att|och|ur|från|av|nu|helt|ska|skall|tas|tags|togs|tagits|bort|borttage[nt]|borttagna|'
                || 'stryka?s?|strukits|struken|struket|utgår|utgått|(åtgärds|handlings)?plan(en)?s?|tills|vidare')
        )) > 0
        THEN told
        ELSE ''
    END AS explanation
FROM (
    SELECT
        n.measure, n.status_words,
        concat_ws(' ', nullif(n.status_text, ''), nullif(nullif(n.followup, ''), n.status_text), nullif(n.comment, '')) AS told,
        k.why
    FROM current_measure n
    LEFT JOIN applied_correction a ON a.moment = 'now' AND a.measure = n.measure AND a.field = 'status'
    LEFT JOIN correction k ON k.id = a.id
    WHERE n.moment = 'now' AND n.removed
)

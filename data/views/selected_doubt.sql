-- Every doubt of the chosen documents that no correction and no person has answered: those that the reading asked, and the doubts of
-- single values that it did not ask apart. An end date that was corrected before a later follow-up tells of another answers
-- nothing of that, unless it is the same date; that the plan's date
-- stands holds while the text that raised the question is the same. Nothing is asked of a row that a person has set aside as no measure. entry and measure are NULL for a doubt about the document.
SELECT q.*, l.measure
FROM (
    SELECT c.plan, d.document, e.id AS entry, d.field, d.question, d.text, d.place, d.page, d.position
    FROM chosen_document c
    JOIN doubt d ON d.document = c.document
    LEFT JOIN entry e ON e.document = d.document AND e.row = d.row
    WHERE c.own
    UNION ALL
    SELECT c.plan, e.document, e.id, v.field, v.question, v.text, e.place, e.page, 1000000 + e.row
    FROM chosen_document c
    JOIN entry e ON e.document = c.document
    CROSS JOIN LATERAL (SELECT unnest([
        {'field': 'area', 'question': e.area_doubt, 'text': e.area_text},
        {'field': 'status', 'question': e.status_doubt, 'text': concat_ws(' | ', nullif(e.status_text, ''), nullif(e.followup, ''))},
        {'field': 'timing', 'question': e.timing_doubt, 'text': e.when_text}
    ], recursive := true)) v
    WHERE c.own AND v.question <> '' AND NOT EXISTS (
        SELECT 1 FROM doubt d WHERE d.document = e.document AND d.row = e.row AND d.question = v.question
    )
) q
LEFT JOIN link l ON l.entry = q.entry
WHERE NOT EXISTS (
    SELECT 1 FROM applied_correction a
    WHERE a.moment = 'now' AND a.measure = l.measure
      AND (
          (a.field IN (q.field, CASE q.field WHEN 'when' THEN 'timing' WHEN 'who' THEN 'actors' END) AND q.field <> 'end')
          OR (
              q.field = 'end' AND a.field IN ('timing', 'end') AND a.value <> ''
              AND (a.known_on >= (SELECT h.known_on FROM document h WHERE h.id = q.document) OR contains(q.question, a.value))
          )
          OR (a.field = 'is_measure' AND a.value = 'false')
      )
)
AND NOT EXISTS (
    SELECT 1 FROM doubt_answer x
    WHERE x.sha256 = (SELECT h.sha256 FROM document h WHERE h.id = q.document) AND x.undone_at IS NULL
      AND x.question = q.question AND x.text = q.text AND x.place = q.place
)
AND NOT EXISTS (
    SELECT 1 FROM doubt_answer x
    JOIN document h ON h.sha256 = x.sha256
    JOIN doubt d ON d.document = h.id AND d.question = x.question AND d.text = x.text AND d.place = x.place
    JOIN entry e ON e.document = d.document AND e.row = d.row
    JOIN link k ON k.entry = e.id
    WHERE x.undone_at IS NULL AND d.field = 'end' AND q.field = 'end' AND x.text = q.text AND k.measure = l.measure
)

-- Corrections of what a row says (written_…) that the document is read with: the row has the words.
SELECT DISTINCT c.id
FROM correction c
JOIN correction_anchor a ON a.correction = c.id
JOIN document d ON d.sha256 = a.sha256
JOIN entry e ON e.document = d.id AND e.row = a.row
WHERE c.undone_at IS NULL AND c.value = CASE c.field
    WHEN 'written_measure' THEN e.measure
    WHEN 'written_cause' THEN e.cause
    WHEN 'written_goal' THEN e.goal
    WHEN 'written_when' THEN e.when_text
    WHEN 'written_who' THEN e.who
    WHEN 'written_status_text' THEN e.status_text
    WHEN 'written_followup' THEN e.followup
    WHEN 'written_comment' THEN e.comment
END

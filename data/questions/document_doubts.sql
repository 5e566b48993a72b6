-- Vad är läsningen av dokumentet osäker på, som ingen har svarat på?
-- entry, row, measure, title, field, question, text, place, page, confidence, position, other_status
-- entry och row är NULL för en fråga om dokumentet eller om en rad som inte blev någon åtgärd. Dokumentet väljs med documents; det minst säkra först. other_status är den status som den senaste uppföljningen ger för sig.
SELECT
    q.entry, e.row, q.measure, e.measure AS title, q.field, q.question, q.text, q.place, q.page, coalesce(e.confidence, 0) AS confidence, q.position,
    (SELECT arg_max(f.status, f.position) FROM entry_followup f WHERE f.entry = q.entry) AS other_status
FROM selected_doubt q
LEFT JOIN entry e ON e.id = q.entry
WHERE list_contains($documents::VARCHAR[], q.document)
ORDER BY coalesce(e.confidence, 0), list_position(['followed_up', 'status', 'when', 'timing', 'who', 'area'], q.field), q.position, q.question

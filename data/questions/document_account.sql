-- Vad blev varje rad i dokumentet?
-- place, kind, text, reason
-- kind är measure, continued, header, instruction, heading, total, blank, prose, hidden eller doubt. Dokumentet väljs med documents.
SELECT place, kind, text, reason
FROM account
WHERE list_contains($documents::VARCHAR[], document)
ORDER BY document, position

-- Vilka rader i två dokument kan vara samma åtgärd?
-- plan, kind, before_entry, after_entry, before_text, after_text, before_document, before_place, after_document, after_place, score, reason
-- För en människa att avgöra: python -m data decide BEFORE_ENTRY AFTER_ENTRY --same eller --different. kind är one (samma åtgärd), split eller merged (en av delarna) eller next_year (fortsätter från året före). Det troligaste först.
SELECT
    p.plan, p.kind, p.before_entry, p.after_entry, b.measure AS before_text, a.measure AS after_text,
    bd.name AS before_document, b.place AS before_place, ad.name AS after_document, a.place AS after_place,
    round(p.score, 1) AS score, p.reason
FROM proposal p
JOIN entry b ON b.id = p.before_entry
JOIN document bd ON bd.id = b.document
JOIN entry a ON a.id = p.after_entry
JOIN document ad ON ad.id = a.document
WHERE (len($plans::VARCHAR[]) = 0 OR list_contains($plans::VARCHAR[], p.plan))
  AND (len($measures::VARCHAR[]) = 0 OR list_has_any($measures::VARCHAR[], [p.before_entry, p.after_entry]))
  AND NOT EXISTS (
      SELECT 1 FROM link l JOIN set_aside s ON s.measure = l.measure WHERE l.entry IN (p.before_entry, p.after_entry)
  )
ORDER BY ad.district COLLATE sv, ad.plan_year, p.score DESC, b.row, a.row, p.before_entry, p.after_entry

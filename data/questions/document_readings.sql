-- Hur lästes varje uppgift i dokumentet, rad för rad?
-- entry, row, title, place, page, confidence, field, text, words, rule, read, value, correction
-- En rad per åtgärd i dokumentet och uppgift som går att rätta. text är dokumentets egen, words de avgörande orden, read det lästa värdet och value det som gäller. Dokumentet väljs med documents.
WITH told AS (
    SELECT e.*, concat_ws(' | ', nullif(e.status_text, ''), nullif(e.followup, ''), nullif(e.comment, '')) AS told
    FROM entry e
    WHERE list_contains($documents::VARCHAR[], e.document)
)
SELECT
    e.id AS entry, e.row, e.measure AS title, e.place, e.page, e.confidence,
    t.field, t.text, t.words, t.rule, t.read, coalesce(a.value, t.read) AS value, a.id AS correction
FROM told e
JOIN link l ON l.entry = e.id
CROSS JOIN LATERAL (SELECT unnest([
    {'n': 1, 'field': 'status', 'text': e.told, 'words': e.status_words, 'rule': e.status_rule, 'read': e.status},
    {'n': 2, 'field': 'continues', 'text': e.told, 'words': e.continues_words, 'rule': '', 'read': e.continues::VARCHAR},
    {'n': 3, 'field': 'timing', 'text': e.when_text, 'words': e.timing_words, 'rule': e.timing_rule, 'read': e.timing},
    {'n': 4, 'field': 'start', 'text': e.when_text, 'words': e.timing_words, 'rule': '', 'read': coalesce(e.start_date::VARCHAR, '')},
    {'n': 5, 'field': 'end', 'text': e.when_text, 'words': e.timing_words, 'rule': '', 'read': coalesce(e.end_date::VARCHAR, '')},
    {'n': 6, 'field': 'actors', 'text': e.who, 'words': coalesce((
        SELECT string_agg(a.words, ', ' ORDER BY a.position) FROM entry_actor a WHERE a.entry = e.id), ''), 'rule': '', 'read': coalesce((
        SELECT string_agg(a.kind || ':' || a.name, ' | ' ORDER BY a.position) FROM entry_actor a WHERE a.entry = e.id), '')},
    {'n': 7, 'field': 'area', 'text': concat_ws(' | ', nullif(e.area_text, ''), nullif(array_to_string(e.headings, ' | '), '')), 'words': e.area_words, 'rule': e.area_rule, 'read': e.area},
    {'n': 8, 'field': 'subarea', 'text': e.subarea, 'words': '', 'rule': '', 'read': e.subarea},
    {'n': 9, 'field': 'cause', 'text': e.cause, 'words': '', 'rule': '', 'read': e.cause},
    {'n': 10, 'field': 'measure', 'text': e.measure, 'words': '', 'rule': '', 'read': e.measure},
    {'n': 11, 'field': 'goal', 'text': e.goal, 'words': '', 'rule': '', 'read': e.goal},
    {'n': 12, 'field': 'is_measure', 'text': e.measure, 'words': '', 'rule': '', 'read': 'true'}
], recursive := true)) t
LEFT JOIN applied_correction a ON a.moment = 'now' AND a.measure = l.measure AND a.field = t.field
ORDER BY e.document, e.row, t.n

-- For each moment, measure and field that can be corrected: the document's text that the field is read from, and the
-- value read. A correction holds as long as that text is the one its author saw. A row that is no measure is none in that
-- document only: another document's row may be the measure itself.
SELECT j.moment, j.measure, j.known_on, t.field, t.text, t.value
FROM (
    SELECT *, concat_ws(' | ', nullif(status_text, ''), nullif(followup, ''), nullif(comment, '')) AS told
    FROM judged_measure
) j
CROSS JOIN LATERAL (
    SELECT unnest([
        {'field': 'area', 'text': concat_ws(' | ', nullif(j.area_text, ''), nullif(array_to_string(j.headings, ' | '), '')), 'value': j.area},
        {'field': 'subarea', 'text': j.subarea, 'value': j.subarea},
        {'field': 'cause', 'text': j.cause, 'value': j.cause},
        {'field': 'measure', 'text': j.title, 'value': j.title},
        {'field': 'goal', 'text': j.goal, 'value': j.goal},
        {'field': 'status', 'text': j.told, 'value': j.status},
        {'field': 'continues', 'text': j.told, 'value': j.continues::VARCHAR},
        {'field': 'timing', 'text': j.when_text, 'value': j.timing},
        {'field': 'start', 'text': j.when_text, 'value': coalesce(j.start_date::VARCHAR, '')},
        {'field': 'end', 'text': j.when_text, 'value': coalesce(j.end_date::VARCHAR, '')},
        {'field': 'is_measure', 'text': j.title || ' | ' || j.document, 'value': 'true'},
        {'field': 'actors', 'text': j.who, 'value': (
            SELECT coalesce(string_agg(a.kind || ':' || a.name, ' | ' ORDER BY a.position), '')
            FROM entry_actor a WHERE a.entry = j.entry
        )}
    ], recursive := true)
) t

-- Vilka personer namnger planerna, och vilka namn är inte personers?
-- name, person
-- Alla planer, oavsett filter. person är sant för personer, i den ordning som registret lärde känna dem; falskt för organisationer, funktioner, delområden och stadsdelsområden, som kan innehålla ord som också är namn.
SELECT name, person
FROM (
    SELECT a.name, true AS person, min(d.imported_at) AS since
    FROM entry_actor a
    JOIN entry e ON e.id = a.entry
    JOIN document d ON d.id = e.document
    WHERE a.kind = 'person'
    GROUP BY a.name
    UNION ALL
    SELECT trim(said[8:]), true, min(made_at)
    FROM (SELECT unnest(string_split(value, ' | ')) AS said, made_at FROM correction WHERE field = 'actors')
    WHERE starts_with(said, 'person:') AND trim(said[8:]) <> ''
    GROUP BY ALL
    UNION ALL
    SELECT name, false, NULL FROM (
        SELECT name FROM entry_actor WHERE kind <> 'person'
        UNION SELECT subarea FROM entry WHERE subarea <> ''
        UNION SELECT district FROM document
        UNION SELECT police_area FROM document WHERE police_area IS NOT NULL
    )
)
GROUP BY name, person
ORDER BY person DESC, min(since), name COLLATE sv

-- Vilka personer namnger planerna, och vilka namn är inte personers?
-- name, person, known_as
-- Alla planer, oavsett filter. person är sant för personer, i den ordning som registret lärde känna dem, med namnet som alla stavningar räknas under; falskt för organisationer, funktioner, delområden och stadsdelsområden, som kan innehålla ord som också är namn.
SELECT name, person, arg_min(known_as, since) AS known_as
FROM (
    SELECT a.name, true AS person, coalesce(n.name, a.name) AS known_as, d.imported_at AS since
    FROM entry_actor a
    JOIN entry e ON e.id = a.entry
    JOIN document d ON d.id = e.document
    LEFT JOIN person n ON n.district = d.district AND n.spelling = a.name
    WHERE a.kind = 'person'
    UNION ALL
    SELECT trim(said[8:]), true, trim(said[8:]), made_at
    FROM (SELECT unnest(string_split(value, ' | ')) AS said, made_at FROM correction WHERE field = 'actors')
    WHERE starts_with(said, 'person:') AND trim(said[8:]) <> ''
    UNION ALL
    SELECT n.name, true, n.name, (SELECT max(imported_at) FROM document) FROM person n
    UNION ALL
    SELECT name, false, name, make_date(1900, 1, 1) FROM (
        SELECT name FROM entry_actor WHERE kind <> 'person'
        UNION SELECT subarea FROM entry WHERE subarea <> ''
        UNION SELECT district FROM document
        UNION SELECT police_area FROM document WHERE police_area IS NOT NULL
    )
)
GROUP BY name, person
ORDER BY person DESC, min(since), name COLLATE sv

-- One row per moment and measure that is corrected: the corrections side by side, NULL where there is none.
SELECT
    moment, measure,
    max(value) FILTER (field = 'area') AS area,
    max(value) FILTER (field = 'subarea') AS subarea,
    max(value) FILTER (field = 'cause') AS cause,
    max(value) FILTER (field = 'measure') AS title,
    max(value) FILTER (field = 'goal') AS goal,
    max(value) FILTER (field = 'status') AS status,
    max(value) FILTER (field = 'continues') AS continues,
    max(value) FILTER (field = 'timing') AS timing,
    max(value) FILTER (field = 'start') AS start_text,
    max(value) FILTER (field = 'end') AS end_text,
    max(value) FILTER (field = 'actors') AS actors,
    max(value) FILTER (field = 'is_measure') AS is_measure,
    list(field ORDER BY field) AS fields
FROM applied_correction
GROUP BY moment, measure

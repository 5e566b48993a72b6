-- The areas in the agreement's order, plans' own areas last.
SELECT * FROM (VALUES
    ('unga', 1), ('platser', 2), ('systemhotande', 3), ('brottsoffer', 4), ('kriminella_miljoer', 5), ('ovrigt', 6)
) t (area, place)

-- What the method asks of every measure, in the order of its table.
SELECT * FROM (VALUES
    ('cause', 1), ('owner', 2), ('named', 3), ('time', 4), ('goal', 5), ('measurable', 6), ('followup', 7)
) t (demand, place)

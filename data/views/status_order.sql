-- The statuses in the order that every chart and list has, borttagen last.
SELECT * FROM (VALUES
    ('genomford', 1), ('delvis', 2), ('pagar', 3), ('pausad', 4), ('ej_paborjad', 5), ('ej_genomford', 6),
    ('oklar', 7), ('ej_uppfoljd', 8), ('borttagen', 9)
) t (status, place)

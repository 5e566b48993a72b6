-- Which opening words of a text speak against which status. Work that goes on afterwards is no contradiction to done: those
-- pairs hold only when neither text says that the work goes on (`unless_going_on`). A text that is careful («delvis») or
-- says less (inte genomförd beside inte påbörjad) contradicts nothing.
SELECT * FROM (VALUES
    ('genomford', 'pagar', true), ('genomford', 'ej_paborjad', false), ('genomford', 'ej_genomford', false),
    ('genomford', 'pausad', false), ('genomford', 'borttagen', false),
    ('pagar', 'genomford', true), ('pagar', 'ej_paborjad', false), ('pagar', 'ej_genomford', false),
    ('pagar', 'pausad', false), ('pagar', 'borttagen', false),
    ('delvis', 'ej_paborjad', false), ('delvis', 'ej_genomford', false), ('delvis', 'borttagen', false),
    ('ej_paborjad', 'genomford', false), ('ej_paborjad', 'delvis', false), ('ej_paborjad', 'pagar', false), ('ej_paborjad', 'borttagen', false),
    ('ej_genomford', 'genomford', false), ('ej_genomford', 'delvis', false), ('ej_genomford', 'pagar', false),
    ('pausad', 'genomford', false), ('pausad', 'pagar', false),
    ('borttagen', 'genomford', false), ('borttagen', 'pagar', false)
) t (status, opens, unless_going_on)

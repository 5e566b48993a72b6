-- The changes in the order that they are told.
SELECT * FROM (VALUES
    ('done', 1), ('not_done', 2), ('removed', 3), ('late', 4), ('new_deadline', 5), ('reopened', 6), ('new', 7),
    ('vanished', 8), ('new_owner', 9), ('new_goal', 10)
) t (change, place)

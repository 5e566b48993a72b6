-- The changes in the order that they are told.
SELECT * FROM (VALUES
    ('done', 1), ('not_done', 2), ('removed', 3), ('late', 4), ('new_deadline', 5), ('reopened', 6), ('new', 7),
    ('split', 8), ('merged', 9), ('returned', 10), ('vanished', 11), ('new_owner', 12), ('new_goal', 13)
) t (change, place)

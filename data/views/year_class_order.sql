-- What has no place in the year's wheel, in the order that it is listed.
SELECT * FROM (VALUES
    ('ongoing', 1), ('recurring', 2), ('start', 3), ('on_demand', 4), ('unset', 5), ('before', 6), ('after', 7)
) t (year_class, place)

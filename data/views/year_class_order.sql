-- What has no place in the year's wheel, in the order that it is listed.
SELECT * FROM (VALUES
    ('ongoing', 1), ('recurring', 2), ('start', 3), ('on_demand', 4), ('no_day', 5), ('unset', 6), ('before', 7), ('after', 8)
) t (year_class, place)

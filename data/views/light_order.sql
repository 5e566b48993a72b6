-- The lights in the order that every chart and list has.
SELECT * FROM (VALUES ('struck', 1), ('red', 2), ('yellow', 3), ('grey', 4), ('green', 5)) t (light, place)

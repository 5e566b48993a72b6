-- Hur många åtgärder är öppna, och hur många av dem saknar ansvarig eller hänger på en enda person?
-- measures, counted, open, overdue, done, without_owner, hangs_on_one, without_party, without_organisation, without_function, without_person, naming_person
-- Alltid en rad. without_party och de andra är öppna åtgärder som namnger någon, men ingen av det slaget; naming_person är alla åtgärder som namnger en person.
SELECT
    count(*) AS measures,
    count(*) FILTER (NOT removed) AS counted,
    count(*) FILTER (open) AS open,
    count(*) FILTER (overdue) AS overdue,
    count(*) FILTER (status = 'genomford') AS done,
    count(*) FILTER (without_owner) AS without_owner,
    count(*) FILTER (hangs_on_one) AS hangs_on_one,
    count(*) FILTER (without_party) AS without_party,
    count(*) FILTER (without_organisation) AS without_organisation,
    count(*) FILTER (without_function) AS without_function,
    count(*) FILTER (without_person) AS without_person,
    count(*) FILTER (list_contains(kinds, 'person')) AS naming_person
FROM selected
